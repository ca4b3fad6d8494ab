package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.platform.windows.layout.Processes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A process in the system's list, which needs no rights: {@code PROCESSENTRY32W}.
 *
 * @param pid process id
 * @param parent process id of the one that started it, which may be gone and its id reused
 * @param name file name of the executable
 */
public record ProcessEntry(long pid, long parent, String name) {
  /** The entry in a buffer of at least {@link Processes#entrySize} bytes. */
  public static ProcessEntry of(ByteBuffer buffer, int pointer) {
    ByteBuffer entry = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return new ProcessEntry(
        entry.getInt(Processes.ENTRY_PID) & 0xffff_ffffL,
        entry.getInt(Processes.entryParent(pointer)) & 0xffff_ffffL,
        Utf16.text(entry, Processes.entryName(pointer), Processes.MAX_PATH));
  }
}
