package dev.flowtruth.platform.linux.owner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of users from {@code /etc/passwd} ({@code passwd(5)}), read again when it changed. Users of
 * a directory service have none here.
 */
final class Users {
  private final Path file;
  private @Nullable FileTime read;
  private Map<Integer, String> names = Map.of();

  Users(Path file) {
    this.file = file;
  }

  @Nullable String name(int uid) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(read)) {
        names = parse(Files.readAllBytes(file));
        read = modified;
      }
    } catch (IOException e) {
      names = Map.of();
      read = null;
    }
    return names.get(uid);
  }

  /** As getpwuid(3): the first line of a user id counts, lines that are none are passed over. */
  static Map<Integer, String> parse(byte[] text) {
    Map<Integer, String> names = new HashMap<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] fields = line.split(":", 4);
      if (fields.length == 4 && fields[2].matches("\\d{1,10}")) {
        names.putIfAbsent((int) Long.parseLong(fields[2]), fields[0]);
      }
    }
    return names;
  }
}
