package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import dev.flowtruth.platform.windows.layout.Processes;
import dev.flowtruth.platform.windows.owner.KnownProcess;
import org.jspecify.annotations.Nullable;

/** From the pid in a row to an owner, or to the reason why there is none. Pure. */
final class OwnershipRule {
  private static final Ownership TIME_WAIT = Ownership.absent(Reason.TIME_WAIT);

  private OwnershipRule() {}

  /** True when the pid names a process that is to be looked up. */
  static boolean namesAProcess(long pid) {
    return pid != Processes.IDLE && pid != Processes.SYSTEM && pid != Processes.NOBODY;
  }

  /**
   * The owner.
   *
   * @param process who has the row's pid now; null when nobody has
   * @param lookTime file time just before the tables were read
   */
  static Ownership of(KnownSocket socket, @Nullable KnownProcess process, long lookTime) {
    SocketRow row = socket.row;
    if (row.state() == SocketState.TIME_WAIT) {
      return TIME_WAIT;
    }
    if (row.pid() == Processes.SYSTEM) {
      return Ownership.KERNEL;
    }
    if (process == null || isSuccessor(process, row, lookTime)) {
      return remembered(socket);
    }
    return Ownership.of(Owner.of(named(process, socket), role(socket)));
  }

  /**
   * True when the process got the row's pid from somebody else: it started after the tables were
   * read, or after a connection that is being taken down, which outlives its process.
   */
  private static boolean isSuccessor(KnownProcess process, SocketRow row, long lookTime) {
    if (process.start() == 0) {
      return false;
    }
    boolean outlives = isTakenDown(row.state()) && row.created() != 0;
    return process.start() > lookTime || outlives && process.start() > row.created();
  }

  private static boolean isTakenDown(SocketState state) {
    return switch (state) {
      case FIN_WAIT1, FIN_WAIT2, CLOSING, LAST_ACK, CLOSE_WAIT, CLOSE -> true;
      default -> false;
    };
  }

  /** Ownership ends with the socket, not with the process that had it last. */
  private static Ownership remembered(KnownSocket socket) {
    if (socket.socket != null && socket.socket.ownership().isKnown()) {
      return socket.socket.ownership();
    }
    return isTakenDown(socket.row.state()) && socket.wasThereFirst ? TIME_WAIT : Ownership.UNSEEN;
  }

  private static Role role(KnownSocket socket) {
    if (socket.row.state() == SocketState.LISTEN) {
      return Role.LISTENER;
    }
    return socket.accepted ? Role.ACCEPTOR : Role.CREATOR;
  }

  private static ProcessRef named(KnownProcess process, KnownSocket socket) {
    ProcessRef ref = process.process();
    String service = socket.service;
    return service == null || service.isEmpty() ? ref : WithService.of(ref, service);
  }
}
