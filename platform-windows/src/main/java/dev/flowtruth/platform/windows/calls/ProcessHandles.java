package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import dev.flowtruth.platform.windows.decoder.Utf16;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.Processes;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Processes by their handles, which are open only while one is asked. One thread at a time. */
public final class ProcessHandles implements ProcessQueries {
  private final ByteBuffer created = NativeBuffers.allocate(Processes.FILETIME_SIZE);
  private final ByteBuffer ignored = NativeBuffers.allocate(Processes.FILETIME_SIZE);
  private final ByteBuffer size = NativeBuffers.allocate(Integer.BYTES);
  private final ProcessTokens tokens = new ProcessTokens();
  private final ProcessList list = new ProcessList();
  private ByteBuffer path = NativeBuffers.allocate(2 * (Processes.MAX_PATH + 1));

  /**
   * Loads kernel32.
   *
   * @throws SourceException when it is not there
   */
  public static ProcessHandles load() throws SourceException {
    try {
      Class.forName(Kernel32.class.getName(), true, Kernel32.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SourceException("kernel32 cannot be loaded: " + e.getMessage(), e);
    }
    return new ProcessHandles();
  }

  private ProcessHandles() {}

  @Override
  public Answer ask(long pid, long knownStart) {
    Pointer handle =
        Kernel32.OpenProcess(Processes.PROCESS_QUERY_LIMITED_INFORMATION, 0, (int) pid);
    if (handle == null) {
      return refused(Native.getLastError());
    }
    try {
      return ask(handle, knownStart);
    } finally {
      Kernel32.CloseHandle(handle);
    }
  }

  /** OpenProcess says "invalid parameter" of an id that no process has. */
  private static Answer refused(int error) {
    return error == Errors.ERROR_INVALID_PARAMETER
        ? Answer.GONE
        : Answer.denied("OpenProcess", error);
  }

  private Answer ask(Pointer handle, long knownStart) {
    if (Kernel32.GetProcessTimes(handle, created, ignored, ignored, ignored) == 0) {
      return Answer.denied("GetProcessTimes", Native.getLastError());
    }
    long start = created.getLong(0);
    if (start == knownStart) {
      return Answer.SAME;
    }
    return Answer.found(start, path(handle), tokens.user(handle));
  }

  /** Null when it cannot be had, as of a process that is ending. */
  private @Nullable String path(Pointer handle) {
    while (true) {
      size.putInt(0, path.capacity() / 2);
      if (Kernel32.QueryFullProcessImageNameW(handle, 0, path, size) != 0) {
        return Utf16.text(path, 0, size.getInt(0));
      }
      boolean isShort = Native.getLastError() == Errors.ERROR_INSUFFICIENT_BUFFER;
      if (!isShort || path.capacity() >= 2 * Processes.LONGEST_PATH) {
        return null;
      }
      path = NativeBuffers.allocate(2 * Processes.LONGEST_PATH);
    }
  }

  @Override
  public List<ProcessEntry> list() {
    return list.read();
  }
}
