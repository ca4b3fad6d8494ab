package dev.flowtruth.platform.windows.decoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code TCPIP_OWNER_MODULE_BASIC_INFO}: two pointers, of which the first leads to the module's
 * name further on in the same buffer; for a service in svchost that is the service's name.
 */
public final class OwnerModule {
  private OwnerModule() {}

  /**
   * The module's name, empty when its pointer leads out of the buffer.
   *
   * @param address where the buffer is in memory
   * @param pointer bytes of a pointer
   */
  public static String name(ByteBuffer buffer, long address, int pointer) {
    ByteBuffer info = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (info.limit() < pointer) {
      return "";
    }
    long target = pointer == 8 ? info.getLong(0) : info.getInt(0) & 0xffff_ffffL;
    long offset = target - address;
    boolean inside = offset >= pointer && offset < info.limit();
    return inside ? Utf16.text(info, (int) offset, info.limit()) : "";
  }
}
