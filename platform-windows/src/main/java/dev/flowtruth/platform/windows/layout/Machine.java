package dev.flowtruth.platform.windows.layout;

/**
 * What identifies a machine and its boot; source: {@code winreg.h}, {@code winternl.h} (the first
 * field of SYSTEM_TIMEOFDAY_INFORMATION is the boot time).
 */
public final class Machine {
  /** Sign-extended, as a handle of any width. */
  public static final int HKEY_LOCAL_MACHINE = 0x80000002;

  /** {@code RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY} */
  public static final int REGISTRY_STRING_OF_64_BITS = 0x2 | 0x10000;

  /** A GUID as text, with its NUL and some slack. */
  public static final int GUID_SIZE = 128;

  public static final int SYSTEM_TIME_OF_DAY = 3;
  public static final int TIME_OF_DAY_SIZE = 48;
  public static final int BOOT_TIME = 0;

  private Machine() {}
}
