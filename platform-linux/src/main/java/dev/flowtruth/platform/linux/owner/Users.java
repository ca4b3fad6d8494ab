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
 * Users from {@code /etc/passwd} ({@code passwd(5)}), read again when it changed. Users of a
 * directory service have none here.
 */
final class Users {
  private final Path file;
  private @Nullable FileTime read;
  private Map<Integer, User> users = Map.of();

  Users(Path file) {
    this.file = file;
  }

  /**
   * A line of the file.
   *
   * @param name login name
   * @param home path of the home directory, empty when the line has none
   */
  record User(String name, String home) {}

  @Nullable String name(int uid) {
    User user = user(uid);
    return user == null ? null : user.name();
  }

  @Nullable String home(int uid) {
    User user = user(uid);
    return user == null || user.home().isEmpty() ? null : user.home();
  }

  private @Nullable User user(int uid) {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(read)) {
        users = parse(Files.readAllBytes(file));
        read = modified;
      }
    } catch (IOException e) {
      users = Map.of();
      read = null;
    }
    return users.get(uid);
  }

  /** As getpwuid(3): the first line of a user id counts, lines that are none are passed over. */
  static Map<Integer, User> parse(byte[] text) {
    Map<Integer, User> users = new HashMap<>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] fields = line.split(":", 7);
      if (fields.length >= 4 && fields[2].matches("\\d{1,10}")) {
        User user = new User(fields[0], fields.length > 5 ? fields[5] : "");
        users.putIfAbsent((int) Long.parseLong(fields[2]), user);
      }
    }
    return users;
  }
}
