package dev.flowtruth.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user who called sudo: what {@code -o} writes shall be his.
 *
 * @param uid numeric user id
 * @param gid numeric group id
 */
public record SudoUser(int uid, int gid) {
  /** The one of this process; empty when it does not run as root under sudo. */
  public static Optional<SudoUser> ofProcess() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root ? of(System.getenv()) : Optional.empty();
  }

  /** By owner, group and mode; false where that is not certain. */
  public boolean mayWriteInto(@Nullable Path directory) {
    if (directory == null) {
      return false;
    }
    try {
      int mode = (int) Files.getAttribute(directory, "unix:mode");
      boolean asOwner = uid == (int) Files.getAttribute(directory, "unix:uid");
      boolean asGroup = gid == (int) Files.getAttribute(directory, "unix:gid");
      int writeAndSearch = asOwner ? 0300 : asGroup ? 0030 : 0003;
      return (mode & writeAndSearch) == writeAndSearch;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  static Optional<SudoUser> of(Map<String, String> environment) {
    String uid = environment.getOrDefault("SUDO_UID", "");
    String gid = environment.getOrDefault("SUDO_GID", "");
    if (!uid.matches("\\d{1,9}") || !gid.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(new SudoUser(Integer.parseInt(uid), Integer.parseInt(gid)));
  }
}
