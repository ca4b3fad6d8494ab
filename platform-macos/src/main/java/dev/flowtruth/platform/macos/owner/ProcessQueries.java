package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.calls.CallException;
import dev.flowtruth.platform.macos.calls.LibProc;
import dev.flowtruth.platform.macos.calls.NativeBuffers;
import dev.flowtruth.platform.macos.decoder.ProcessInfo;
import dev.flowtruth.platform.macos.decoder.Text;
import dev.flowtruth.platform.macos.layout.BsdInfo;
import dev.flowtruth.platform.macos.layout.BsdShortInfo;
import dev.flowtruth.platform.macos.layout.Errno;
import dev.flowtruth.platform.macos.layout.Libproc;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Questions to libproc about processes. Not thread-safe. */
final class ProcessQueries {
  private final LibProc lib;
  private final ByteBuffer full = NativeBuffers.allocate(BsdInfo.SIZE);
  private final ByteBuffer brief = NativeBuffers.allocate(BsdShortInfo.SIZE);
  private final ByteBuffer path = NativeBuffers.allocate(Libproc.PROC_PIDPATHINFO_MAXSIZE);

  ProcessQueries(LibProc lib) {
    this.lib = lib;
  }

  /**
   * Everything that the kernel says of a process, or what it says to everybody when the rest may
   * not be read; null when the process is gone.
   *
   * @throws SourceException when the kernel fails otherwise, or says what cannot be
   */
  @Nullable ProcessInfo describe(int pid) throws SourceException {
    int filled = lib.process(pid, full);
    if (Errno.isDenied(-filled)) {
      return describeShortly(pid);
    }
    String call = "proc_pidinfo(" + pid + ", PROC_PIDTBSDINFO)";
    return isThere(call, filled) ? ProcessInfo.of(pid, filled(full, filled)) : null;
  }

  /** What needs no rights: names, user and parent; null when the process is gone. */
  @Nullable ProcessInfo describeShortly(int pid) throws SourceException {
    int filled = lib.shortProcess(pid, brief);
    String call = "proc_pidinfo(" + pid + ", PROC_PIDT_SHORTBSDINFO)";
    return isThere(call, filled) ? ProcessInfo.ofShort(pid, filled(brief, filled)) : null;
  }

  private static boolean isThere(String call, int filled) throws SourceException {
    if (filled > 0) {
      return true;
    }
    if (Errno.isProcessGone(-filled)) {
      return false;
    }
    if (filled == 0) {
      throw new SourceException(call + ": returned nothing, and no errno");
    }
    throw new CallException(call, -filled);
  }

  private static ByteBuffer filled(ByteBuffer buffer, int filled) throws DecodeException {
    if (filled > buffer.capacity()) {
      throw new DecodeException("proc_pidinfo", filled, "more than the " + buffer.capacity());
    }
    return buffer.duplicate().position(0).limit(filled);
  }

  /** The executable's path; null when it is gone, or has none. */
  @Nullable String path(int pid) {
    int length = lib.path(pid, path);
    String text = length > 0 ? Text.of(path, 0, Math.min(length, path.capacity())) : "";
    return text.isEmpty() ? null : text;
  }
}
