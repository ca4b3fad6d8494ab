package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/** The socket tables of iphlpapi.dll, by JNA direct mapping; {@code iphlpapi.h}. */
final class IpHelper {
  static {
    Native.register(IpHelper.class, Libraries.load("iphlpapi"));
  }

  private IpHelper() {}

  /** All return an error number, and the size that is needed or was used in {@code size}. */
  static native int GetExtendedTcpTable(
      ByteBuffer table, ByteBuffer size, int order, int family, int tableClass, int reserved);

  static native int GetExtendedUdpTable(
      ByteBuffer table, ByteBuffer size, int order, int family, int tableClass, int reserved);
}
