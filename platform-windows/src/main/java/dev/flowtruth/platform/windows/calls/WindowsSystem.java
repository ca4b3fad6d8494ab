package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.flowtruth.platform.windows.decoder.Utf16;
import dev.flowtruth.platform.windows.layout.Machine;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Small questions to the system, each answered by nothing where the call is missing. */
public final class WindowsSystem {
  private WindowsSystem() {}

  /** Wine says so by a function of its own. */
  public static boolean isWine() {
    return Libraries.function("ntdll", "wine_get_version").isPresent();
  }

  /** True when this process has an administrator's rights now; empty when nobody says. */
  public static Optional<Boolean> isAdministrator() {
    return Libraries.function("shell32", "IsUserAnAdmin")
        .map(function -> function.invokeInt(new Object[0]) != 0);
  }

  /** File time at which the system was started, 0 when not known. */
  public static long bootTime() {
    Optional<Function> query = Libraries.function("ntdll", "NtQuerySystemInformation");
    if (query.isEmpty()) {
      return 0;
    }
    ByteBuffer times = NativeBuffers.allocate(Machine.TIME_OF_DAY_SIZE);
    ByteBuffer length = NativeBuffers.allocate(Integer.BYTES);
    Object[] arguments = {Machine.SYSTEM_TIME_OF_DAY, times, Machine.TIME_OF_DAY_SIZE, length};
    int status = query.get().invokeInt(arguments);
    return status == 0 ? times.getLong(Machine.BOOT_TIME) : 0;
  }

  /** The id that Windows got when it was installed, empty when it may not be read. */
  public static String machineGuid() {
    Optional<Function> read = Libraries.function("advapi32", "RegGetValueW");
    if (read.isEmpty()) {
      return "";
    }
    ByteBuffer value = NativeBuffers.allocate(Machine.GUID_SIZE);
    ByteBuffer size = NativeBuffers.allocate(Integer.BYTES).putInt(0, Machine.GUID_SIZE);
    Object[] arguments = {
      Pointer.createConstant((long) Machine.HKEY_LOCAL_MACHINE),
      wide("SOFTWARE\\Microsoft\\Cryptography"),
      wide("MachineGuid"),
      Machine.REGISTRY_STRING_OF_64_BITS,
      null,
      value,
      size
    };
    boolean there = read.get().invokeInt(arguments) == 0;
    return there ? Utf16.text(value, 0, Machine.GUID_SIZE / 2) : "";
  }

  private static ByteBuffer wide(String text) {
    ByteBuffer buffer = NativeBuffers.allocate(2 * text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      buffer.putChar(2 * i, text.charAt(i));
    }
    return buffer;
  }
}
