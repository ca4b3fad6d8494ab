package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.platform.macos.layout.BsdInfo;
import dev.flowtruth.platform.macos.layout.BsdShortInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** {@code proc_bsdinfo} and {@code proc_bsdshortinfo}, put together field by field. */
public final class ProcessBytes {
  private ProcessBytes() {}

  public static ByteBuffer full(int pid, int parent, int uid, String name, long startMicros) {
    ByteBuffer info = ByteBuffer.allocate(BsdInfo.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    info.putInt(BsdInfo.PBI_PID, pid).putInt(BsdInfo.PBI_PPID, parent).putInt(BsdInfo.PBI_UID, uid);
    put(info, BsdInfo.PBI_COMM, name, 15);
    put(info, BsdInfo.PBI_NAME, name, 31);
    info.putLong(BsdInfo.PBI_START_TVSEC, startMicros / 1_000_000);
    return info.putLong(BsdInfo.PBI_START_TVUSEC, startMicros % 1_000_000);
  }

  public static ByteBuffer brief(int pid, int parent, int uid, String name) {
    ByteBuffer info = ByteBuffer.allocate(BsdShortInfo.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    info.putInt(BsdShortInfo.PBSI_PID, pid).putInt(BsdShortInfo.PBSI_PPID, parent);
    put(info, BsdShortInfo.PBSI_COMM, name, 15);
    return info.putInt(BsdShortInfo.PBSI_UID, uid);
  }

  private static void put(ByteBuffer info, int at, String text, int most) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    info.duplicate().position(at).put(bytes, 0, Math.min(most, bytes.length));
  }
}
