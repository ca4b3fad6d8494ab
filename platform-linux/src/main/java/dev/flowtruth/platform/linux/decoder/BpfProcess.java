package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.ArgumentsRecord;
import dev.flowtruth.platform.linux.layout.ExecRecord;
import dev.flowtruth.platform.linux.layout.ProcessRecord;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A process as our BPF programs tell of it when it is forked, executes or ends: a cursor over the
 * ring. Not thread-safe.
 */
public final class BpfProcess {
  private final ByteBuffer buffer;
  private int start;
  private int length;

  public BpfProcess(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Moves to the record at that offset. */
  public void at(int offset, int recordLength) throws DecodeException {
    if (recordLength < ProcessRecord.SIZE) {
      throw new DecodeException("process_record", offset, "only " + recordLength + " bytes");
    }
    start = offset;
    length = recordLength;
  }

  public int pid() {
    return buffer.getInt(start + ProcessRecord.PID);
  }

  /** Monotonic ns. */
  public long time() {
    return buffer.getLong(start + ProcessRecord.TIME);
  }

  /** When it was started, ns since boot. */
  public long processStart() {
    return buffer.getLong(start + ProcessRecord.START);
  }

  /** Id of its control group in the unified hierarchy. */
  public long controlGroup() {
    return buffer.getLong(start + ProcessRecord.CGROUP);
  }

  public int parent() {
    return buffer.getInt(start + ProcessRecord.PARENT);
  }

  /** Its effective user. */
  public int uid() {
    return buffer.getInt(start + ProcessRecord.UID);
  }

  public String comm() {
    return Names.ended(buffer, start + ProcessRecord.COMM, SocketRecord.COMM_SIZE);
  }

  /**
   * Of an exec: the executable's path. One that was too long begins with {@code .../}.
   *
   * @throws DecodeException when the record is shorter than it says
   */
  public String executable() throws DecodeException {
    if (length < ExecRecord.SIZE) {
      throw new DecodeException("exec_record", start, "only " + length + " bytes");
    }
    int size = buffer.getInt(start + ExecRecord.PATH_LENGTH);
    if (size < 0 || size > ExecRecord.SIZE - ExecRecord.PATH) {
      throw new DecodeException(
          "path_length", start + ExecRecord.PATH_LENGTH, String.valueOf(size));
    }
    List<String> names = new ArrayList<>();
    for (int at = 0; at < size; ) {
      int from = at;
      while (at < size && buffer.get(start + ExecRecord.PATH + at) != 0) {
        at++;
      }
      names.add(Names.ended(buffer, start + ExecRecord.PATH + from, at - from));
      at++;
    }
    Collections.reverse(names);
    boolean whole = buffer.getInt(start + ExecRecord.PATH_TRUNCATED) == 0;
    return (whole ? "/" : ".../") + String.join("/", names);
  }

  /** Of an arguments record: the arguments, each ended by a 0. */
  public byte[] arguments() throws DecodeException {
    if (length < ArgumentsRecord.SIZE) {
      throw new DecodeException("arguments_record", start, "only " + length + " bytes");
    }
    int size = buffer.getInt(start + ArgumentsRecord.LENGTH);
    if (size < 0 || size > ArgumentsRecord.SIZE - ArgumentsRecord.TEXT) {
      throw new DecodeException("length", start + ArgumentsRecord.LENGTH, String.valueOf(size));
    }
    byte[] text = new byte[size];
    buffer.get(start + ArgumentsRecord.TEXT, text);
    return text;
  }
}
