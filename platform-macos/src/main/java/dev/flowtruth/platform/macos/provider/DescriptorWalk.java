package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.calls.CallException;
import dev.flowtruth.platform.macos.calls.GrowingList;
import dev.flowtruth.platform.macos.calls.LibProc;
import dev.flowtruth.platform.macos.calls.NativeBuffers;
import dev.flowtruth.platform.macos.decoder.FdList;
import dev.flowtruth.platform.macos.decoder.PidList;
import dev.flowtruth.platform.macos.decoder.SocketInfo;
import dev.flowtruth.platform.macos.decoder.SocketRow;
import dev.flowtruth.platform.macos.layout.Errno;
import dev.flowtruth.platform.macos.layout.FdInfo;
import dev.flowtruth.platform.macos.layout.Libproc;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;
import dev.flowtruth.platform.macos.owner.ProcessTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From all processes to their descriptors to the sockets behind them. A process that ended on the
 * way is nothing at all; one that may not or cannot be read goes to the {@link Troubles}. Not
 * thread-safe.
 */
final class DescriptorWalk {
  /** Told of every socket and who holds it; one that several hold is told several times. */
  @FunctionalInterface
  interface Sink {
    /** A holder's view of a socket. */
    void see(SocketRow row, ProcessRef holder);
  }

  private static final int FIRST_PIDS = 4096;

  /** macOS gives no id above 99998. */
  private static final int MOST_PIDS = 1 << 17;

  private static final int FIRST_DESCRIPTORS = 1024;
  private static final int MOST_DESCRIPTORS = 1 << 20;

  private final LibProc lib;
  private final ProcessTable processes;
  private final GrowingList pids = new GrowingList(Libproc.PID_SIZE, FIRST_PIDS, MOST_PIDS);
  private final GrowingList descriptors =
      new GrowingList(FdInfo.SIZE, FIRST_DESCRIPTORS, MOST_DESCRIPTORS);
  private final ByteBuffer info = NativeBuffers.allocate(SocketFdInfo.SIZE);
  private final List<SocketRow> rows = new ArrayList<>();

  DescriptorWalk(LibProc lib, ProcessTable processes) {
    this.lib = lib;
    this.processes = processes;
  }

  /**
   * Every process that there is.
   *
   * @throws SourceException when they cannot be listed
   */
  int[] pids(Consumer<Gap> gaps) throws SourceException {
    String call = "proc_listpids(PROC_ALL_PIDS)";
    GrowingList.Filled filled = pids.read(call, lib::pids);
    if (filled.bytes().limit() == 0) {
      throw new SourceException(call + ": returned nothing, and no errno");
    }
    if (!filled.isWhole()) {
      String why = call + ": the list grew in each try, to " + filled.bytes().limit() + " bytes";
      gaps.accept(
          new Gap("processes that came last", why, Reason.LOST_EVENTS, 0, System.nanoTime()));
    }
    return PidList.pids(filled.bytes());
  }

  /** Reads the sockets of a process. */
  void read(int pid, Sink sink, Troubles troubles) {
    try {
      rows.clear();
      int[] sockets = sockets(pid, troubles);
      if (sockets.length == 0 || !processes.identify(pid)) {
        return;
      }
      for (int fd : sockets) {
        read(pid, fd, troubles);
      }
      ProcessRef holder = processes.confirm(pid);
      if (holder != null) {
        rows.forEach(row -> sink.see(row, holder));
      }
    } catch (SourceException e) {
      note(pid, e, troubles);
    }
  }

  private static void note(int pid, SourceException trouble, Troubles troubles) {
    boolean isDenied = trouble instanceof CallException call && Errno.isDenied(call.errno());
    String why = String.valueOf(trouble.getMessage());
    if (isDenied) {
      troubles.denied(pid, why);
    } else {
      troubles.failed(pid, why);
    }
  }

  private int[] sockets(int pid, Troubles troubles) throws SourceException {
    String call = "proc_pidinfo(" + pid + ", PROC_PIDLISTFDS)";
    try {
      GrowingList.Filled filled = descriptors.read(call, list -> lib.descriptors(pid, list));
      if (!filled.isWhole()) {
        int size = filled.bytes().limit();
        troubles.failed(pid, call + ": the list grew in each try, to " + size + " bytes");
      }
      return FdList.sockets(filled.bytes());
    } catch (CallException e) {
      if (Errno.isProcessGone(e.errno())) {
        return new int[0];
      }
      throw e;
    }
  }

  private void read(int pid, int fd, Troubles troubles) {
    try {
      SocketRow row = row(pid, fd);
      if (row != null) {
        rows.add(row);
      }
    } catch (SourceException e) {
      note(pid, e, troubles);
    }
  }

  private @Nullable SocketRow row(int pid, int fd) throws SourceException {
    int filled = lib.socket(pid, fd, info);
    String call = "proc_pidfdinfo(" + pid + ", " + fd + ", PROC_PIDFDSOCKETINFO)";
    if (filled > info.capacity()) {
      throw new DecodeException("socket_fdinfo", filled, "more than the " + SocketFdInfo.SIZE);
    }
    if (filled > 0) {
      return SocketInfo.row(info.duplicate().position(0).limit(filled));
    }
    if (filled == 0) {
      throw new SourceException(call + ": returned nothing, and no errno");
    }
    if (Errno.isDescriptorGone(-filled)) {
      return null;
    }
    throw new CallException(call, -filled);
  }
}
