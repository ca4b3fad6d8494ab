package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.Libproc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Process ids: {@code pid_t[]}. */
public final class PidList {
  private PidList() {}

  /**
   * All of them but the kernel's 0, each once.
   *
   * @throws DecodeException when the list ends within an element, or an id is negative
   */
  public static int[] pids(ByteBuffer buffer) throws DecodeException {
    ByteBuffer list = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Whole.elements("pid_t", list, Libproc.PID_SIZE);
    int[] pids = new int[list.limit() / Libproc.PID_SIZE];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = Whole.positive("pid_t", list, i * Libproc.PID_SIZE);
    }
    return Arrays.stream(pids).filter(pid -> pid != 0).distinct().toArray();
  }
}
