package dev.flowtruth.cli.console;

import java.util.Map;
import java.util.Optional;

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

  static Optional<SudoUser> of(Map<String, String> environment) {
    String uid = environment.getOrDefault("SUDO_UID", "");
    String gid = environment.getOrDefault("SUDO_GID", "");
    if (!uid.matches("\\d{1,9}") || !gid.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(new SudoUser(Integer.parseInt(uid), Integer.parseInt(gid)));
  }
}
