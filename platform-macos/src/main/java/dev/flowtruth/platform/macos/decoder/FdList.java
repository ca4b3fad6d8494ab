package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.FdInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The descriptors of a process: {@code struct proc_fdinfo[]}. */
public final class FdList {
  private FdList() {}

  /**
   * Those that lead to sockets.
   *
   * @throws DecodeException when the list ends within an element, or a descriptor is negative
   */
  public static int[] sockets(ByteBuffer buffer) throws DecodeException {
    ByteBuffer list = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Whole.elements("proc_fdinfo", list, FdInfo.SIZE);
    int[] sockets = new int[list.limit() / FdInfo.SIZE];
    int count = 0;
    for (int at = 0; at < list.limit(); at += FdInfo.SIZE) {
      if (list.getInt(at + FdInfo.PROC_FDTYPE) == FdInfo.PROX_FDTYPE_SOCKET) {
        sockets[count++] = Whole.positive("proc_fd", list, at + FdInfo.PROC_FD);
      }
    }
    return java.util.Arrays.copyOf(sockets, count);
  }
}
