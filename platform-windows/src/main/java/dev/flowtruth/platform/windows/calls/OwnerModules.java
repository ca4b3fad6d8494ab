package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.flowtruth.platform.windows.decoder.OwnerModule;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.RowLayout;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Which service of a shared process a socket belongs to: GetOwnerModuleFromTcpEntry and its three
 * siblings ({@code iphlpapi.h}), looked up one by one because Windows before Vista, and Wine, lack
 * them.
 */
public final class OwnerModules {
  private static final int TCPIP_OWNER_MODULE_INFO_BASIC = 0;
  private static final int FIRST_SIZE = 1024;
  private static final int MOST = 64 * 1024;

  private final Map<RowLayout, Optional<Function>> functions =
      Map.of(
          RowLayout.TCP4_MODULE, function("Tcp"),
          RowLayout.TCP6_MODULE, function("Tcp6"),
          RowLayout.UDP4_MODULE, function("Udp"),
          RowLayout.UDP6_MODULE, function("Udp6"));

  /** Looks the functions up; loads iphlpapi. */
  public OwnerModules() {}

  private static Optional<Function> function(String kind) {
    return Libraries.function("iphlpapi", "GetOwnerModuleFrom" + kind + "Entry");
  }

  /** The module's or service's name; empty where Windows does not say. */
  public String of(RowLayout layout, byte[] row) {
    Optional<Function> function = functions.getOrDefault(layout, Optional.empty());
    if (function.isEmpty() || row.length < layout.size()) {
      return "";
    }
    try (Memory entry = new Memory(row.length)) {
      entry.write(0, row, 0, row.length);
      return ask(function.get(), entry);
    }
  }

  private static String ask(Function function, Memory entry) {
    ByteBuffer size = NativeBuffers.allocate(Integer.BYTES);
    for (int room = FIRST_SIZE; room <= MOST; ) {
      try (Memory info = new Memory(room)) {
        info.clear();
        size.putInt(0, room);
        Object[] arguments = {entry, TCPIP_OWNER_MODULE_INFO_BASIC, info, size};
        int error = function.invokeInt(arguments);
        if (error == Errors.NO_ERROR) {
          long address = Pointer.nativeValue(info);
          return OwnerModule.name(info.getByteBuffer(0, room), address, Native.POINTER_SIZE);
        }
        if (error != Errors.ERROR_INSUFFICIENT_BUFFER) {
          return "";
        }
      }
      room = Math.max(2 * room, Math.min(size.getInt(0), MOST));
    }
    return "";
  }
}
