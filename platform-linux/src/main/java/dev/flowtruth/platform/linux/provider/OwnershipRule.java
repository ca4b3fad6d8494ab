package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import java.util.Comparator;
import java.util.List;

/**
 * From holders to owners with roles, or to the reason why there is none. Pure but for what it notes
 * in the {@link KnownSocket}.
 *
 * @param userId whose processes we may always read
 * @param readsOtherUsers true when we may read other users' processes too, but for a few
 */
record OwnershipRule(int userId, boolean readsOtherUsers) {
  private static final int SEARCHES_TO_BE_SURE = 2;

  private static final Ownership NO_PERMISSION = Ownership.absent(Reason.NO_PERMISSION);
  private static final Ownership TIME_WAIT = Ownership.absent(Reason.TIME_WAIT);

  /**
   * What the walk of /proc says of one inode.
   *
   * @param holders who holds it
   * @param everywhere true when every process was searched and none holds it
   * @param readable true when every process that may be read was searched and none holds it
   * @param blind true when some processes may not be read, or are hidden by a pid namespace or by
   *     the mount of /proc
   */
  record Search(List<ProcessRef> holders, boolean everywhere, boolean readable, boolean blind) {}

  Ownership of(KnownSocket socket, Search search) {
    if (search.holders().isEmpty()) {
      return absent(socket, search);
    }
    if (socket.creator == null) {
      socket.creator = oldest(search.holders());
    }
    socket.fruitlessSearches = 0;
    return Ownership.of(
        search.holders().stream().map(holder -> Owner.of(holder, role(socket, holder))).toList());
  }

  private static Role role(KnownSocket socket, ProcessRef holder) {
    if (socket.isListening()) {
      return Role.LISTENER;
    }
    if (!holder.id().equals(socket.creator)) {
      return Role.HOLDER;
    }
    return socket.accepted ? Role.ACCEPTOR : Role.CREATOR;
  }

  /** Of those whom we saw first, the oldest process: a parent comes before its children. */
  private static ProcessId oldest(List<ProcessRef> holders) {
    return holders.stream()
        .map(ProcessRef::id)
        .min(Comparator.comparingLong(ProcessId::startId).thenComparingLong(ProcessId::pid))
        .orElseThrow();
  }

  private Ownership absent(KnownSocket socket, Search search) {
    if (socket.row.inode() == 0) {
      return withoutDescriptor(socket);
    }
    boolean fruitless = search.everywhere() && !search.blind();
    socket.fruitlessSearches = fruitless ? socket.fruitlessSearches + 1 : 0;
    if (isKernels(socket) || wasKernels(socket)) {
      return Ownership.KERNEL;
    }
    return search.blind() && (search.readable() || isForeign(socket))
        ? NO_PERMISSION
        : Ownership.UNSEEN;
  }

  /** What was shown to be the kernel's stays so when the right to search everything is gone. */
  private static boolean wasKernels(KnownSocket socket) {
    return socket.socket != null && socket.socket.ownership().absence() == Reason.KERNEL;
  }

  /** Its holder may not be read, even if we had come in time. */
  private boolean isForeign(KnownSocket socket) {
    return !readsOtherUsers && socket.row.uid() != userId;
  }

  /**
   * An orphan keeps its last owners; a connection that nobody accepted yet has none. Of an orphan
   * that was there before us only the remains are seen; one that came later came and went.
   */
  private static Ownership withoutDescriptor(KnownSocket socket) {
    if (socket.row.remains()) {
      return TIME_WAIT;
    }
    if (socket.socket != null && socket.socket.ownership().isKnown()) {
      return socket.socket.ownership();
    }
    return switch (socket.row.state()) {
      case FIN_WAIT1, FIN_WAIT2, CLOSING, LAST_ACK, TIME_WAIT ->
          socket.wasThereFirst ? TIME_WAIT : Ownership.UNSEEN;
      default -> Ownership.UNSEEN;
    };
  }

  /**
   * The kernel's own sockets have an inode that no process holds. So has one that is on its way
   * through SCM_RIGHTS or lives in an io_uring alone: those were held before, were accepted from a
   * listener, or bear a user's id.
   */
  private boolean isKernels(KnownSocket socket) {
    return socket.fruitlessSearches >= SEARCHES_TO_BE_SURE
        && socket.creator == null
        && !socket.accepted
        && socket.row.uid() == 0;
  }
}
