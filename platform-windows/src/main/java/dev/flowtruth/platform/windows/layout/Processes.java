package dev.flowtruth.platform.windows.layout;

/**
 * Processes: rights, lists and times.
 *
 * <p>Source: {@code winnt.h}, {@code tlhelp32.h} (PROCESSENTRY32W), {@code minwindef.h} (FILETIME),
 * {@code iphlpapi.h} (TCPIP_OWNER_MODULE_BASIC_INFO).
 */
public final class Processes {
  public static final int PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

  /** The longest path, in UTF-16 units. */
  public static final int LONGEST_PATH = 32_768;

  /** The idle process; as an owner it means that there is none. */
  public static final long IDLE = 0;

  /** {@code System}: the kernel and its drivers. */
  public static final long SYSTEM = 4;

  /** A DWORD that means "no process". */
  public static final long NOBODY = 0xffff_ffffL;

  public static final int FILETIME_SIZE = 8;

  public static final int TH32CS_SNAPPROCESS = 2;

  /** {@code szExeFile} has this many UTF-16 units. */
  public static final int MAX_PATH = 260;

  // PROCESSENTRY32W; th32DefaultHeapID is as wide as a pointer and moves what follows it
  public static final int ENTRY_PID = 8;

  private Processes() {}

  /** Size of PROCESSENTRY32W for pointers of that width. */
  public static int entrySize(int pointer) {
    return pointer == 8 ? 568 : 556;
  }

  /** {@code th32ParentProcessID} */
  public static int entryParent(int pointer) {
    return pointer == 8 ? 32 : 24;
  }

  /** {@code szExeFile} */
  public static int entryName(int pointer) {
    return pointer == 8 ? 44 : 36;
  }
}
