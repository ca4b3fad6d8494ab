package dev.flowtruth.platform.macos.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.BsdInfo;
import dev.flowtruth.platform.macos.layout.BsdShortInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A process as the kernel describes it.
 *
 * @param parent process id of its parent, 0 for the first process
 * @param uid effective user id
 * @param comm the short name, at most 15 bytes
 * @param name a longer one, at most 31 bytes; empty when it is not told
 * @param startMicros µs since 1970, 0 when it is not told
 */
public record ProcessInfo(int parent, int uid, String comm, String name, long startMicros) {
  private static final long MICROS = 1_000_000;

  /** Nobody goes through all process ids in this time, so the same id is the same process. */
  private static final long NO_TIME_MICROS = 10_000;

  /** The year 2242: more does not fit into nanoseconds later on. */
  private static final long LATEST = 1L << 33;

  /**
   * From a {@code proc_bsdinfo}.
   *
   * @throws DecodeException when the bytes up to the limit cannot be that of this process
   */
  public static ProcessInfo of(int pid, ByteBuffer buffer) throws DecodeException {
    ByteBuffer info = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Whole.structure("proc_bsdinfo", info, BsdInfo.SIZE);
    require(pid, "pbi_pid", info, BsdInfo.PBI_PID);
    return new ProcessInfo(
        info.getInt(BsdInfo.PBI_PPID),
        info.getInt(BsdInfo.PBI_UID),
        Text.of(info, BsdInfo.PBI_COMM, BsdInfo.PBI_COMM_SIZE),
        Text.of(info, BsdInfo.PBI_NAME, BsdInfo.PBI_NAME_SIZE),
        start(info));
  }

  /**
   * From a {@code proc_bsdshortinfo}.
   *
   * @throws DecodeException when the bytes up to the limit cannot be that of this process
   */
  public static ProcessInfo ofShort(int pid, ByteBuffer buffer) throws DecodeException {
    ByteBuffer info = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Whole.structure("proc_bsdshortinfo", info, BsdShortInfo.SIZE);
    require(pid, "pbsi_pid", info, BsdShortInfo.PBSI_PID);
    return new ProcessInfo(
        info.getInt(BsdShortInfo.PBSI_PPID),
        info.getInt(BsdShortInfo.PBSI_UID),
        Text.of(info, BsdShortInfo.PBSI_COMM, BsdShortInfo.PBSI_COMM_SIZE),
        "",
        0);
  }

  private static void require(int pid, String field, ByteBuffer info, int offset)
      throws DecodeException {
    int found = info.getInt(offset);
    if (found != pid) {
      throw new DecodeException(field, offset, found + ", and process " + pid + " was asked for");
    }
  }

  private static long start(ByteBuffer info) throws DecodeException {
    long seconds = info.getLong(BsdInfo.PBI_START_TVSEC);
    long micros = info.getLong(BsdInfo.PBI_START_TVUSEC);
    if (seconds < 0 || seconds > LATEST) {
      throw new DecodeException("pbi_start_tvsec", BsdInfo.PBI_START_TVSEC, "" + seconds);
    }
    if (micros < 0 || micros >= MICROS) {
      throw new DecodeException("pbi_start_tvusec", BsdInfo.PBI_START_TVUSEC, "" + micros);
    }
    return seconds * MICROS + micros;
  }

  /** The longest name that the kernel keeps. */
  public String longName() {
    return name.isEmpty() ? comm : name;
  }

  /** The same with this start: a process keeps the one that it was first seen with. */
  public ProcessInfo startingAt(long micros) {
    return new ProcessInfo(parent, uid, comm, name, micros);
  }

  /** True when it is the same process, of the same id. */
  public boolean isSameProcess(ProcessInfo other) {
    return Math.abs(startMicros - other.startMicros) < NO_TIME_MICROS;
  }

  /** True when it is the same process, and still the same program as far as its names tell. */
  public boolean isSameImage(ProcessInfo other) {
    return isSameProcess(other)
        && uid == other.uid
        && comm.equals(other.comm)
        && name.equals(other.name);
  }
}
