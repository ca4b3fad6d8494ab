package dev.flowtruth.platform.linux.calls;

/** Numbers of system calls and flags that differ between processor architectures. */
final class SystemCalls {
  /** From {@code asm/unistd.h} of each architecture. */
  static final long GETDENTS64 = getdents64(System.getProperty("os.arch", ""));

  /** From {@code asm/unistd.h} of each architecture. */
  static final long SCHED_SETATTR = schedSetattr(System.getProperty("os.arch", ""));

  /** From {@code asm/fcntl.h} of each architecture. */
  static final int O_NOFOLLOW = noFollow(System.getProperty("os.arch", ""));

  private SystemCalls() {}

  private static int noFollow(String architecture) {
    return switch (architecture) {
      case "aarch64", "ppc64", "ppc64le" -> 0x8000;
      default -> 0x20000; // asm-generic/fcntl.h
    };
  }

  private static long getdents64(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> 217;
      case "ppc64", "ppc64le" -> 202;
      case "s390x" -> 220;
      case "mips64", "mips64el" -> 5308;
      default -> 61; // asm-generic/unistd.h: aarch64, riscv64, loongarch64
    };
  }

  private static long schedSetattr(String architecture) {
    return switch (architecture) {
      case "amd64", "x86_64" -> 314;
      case "ppc64", "ppc64le" -> 355;
      case "s390x" -> 345;
      case "mips64", "mips64el" -> 5309;
      default -> 274; // asm-generic/unistd.h
    };
  }
}
