package dev.flowtruth.platform.linux.calls;

import java.util.Map;
import java.util.Optional;

/**
 * The user who called sudo, to whom this process can return.
 *
 * @param uid user id
 * @param gid group id
 */
public record InvokingUser(int uid, int gid) {
  /** The one whom the environment names; empty when there is none, or he is root himself. */
  public static Optional<InvokingUser> of(Map<String, String> environment) {
    String uid = environment.getOrDefault("SUDO_UID", "");
    String gid = environment.getOrDefault("SUDO_GID", "");
    if (LibC.geteuid() != 0 || !uid.matches("[1-9]\\d{0,8}") || !gid.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(new InvokingUser(Integer.parseInt(uid), Integer.parseInt(gid)));
  }

  /**
   * Makes every thread of this process his, for good: without any capability, and without root's
   * groups. The system calls change one thread; the C library's functions of the same names bring
   * all threads to it, those of the JVM itself included.
   */
  public void become() throws CallException {
    if (LibC.setgroups(0, 0) < 0) {
      throw CallException.last("setgroups(0)");
    }
    if (LibC.setresgid(gid, gid, gid) < 0) {
      throw CallException.last("setresgid(" + gid + ")");
    }
    if (LibC.setresuid(uid, uid, uid) < 0) {
      throw CallException.last("setresuid(" + uid + ")");
    }
  }
}
