package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;
import java.util.Comparator;
import java.util.List;

/** From holders to owners with roles. Pure but for what it notes in the {@link KnownSocket}. */
final class OwnershipRule {
  /** A parent comes before its children, in whatever order the kernel lists them. */
  private static final Comparator<ProcessRef> BY_AGE =
      Comparator.comparingLong((ProcessRef holder) -> holder.id().startId())
          .thenComparingLong(ProcessRef::pid);

  private OwnershipRule() {}

  static Ownership of(KnownSocket socket) {
    List<ProcessRef> holders = socket.holders.stream().sorted(BY_AGE).toList();
    ProcessId creator = socket.creator == null ? holders.get(0).id() : socket.creator;
    socket.creator = creator;
    return Ownership.of(
        holders.stream().map(holder -> Owner.of(holder, role(socket, holder, creator))).toList());
  }

  private static Role role(KnownSocket socket, ProcessRef holder, ProcessId creator) {
    if (socket.isListening()) {
      return Role.LISTENER;
    }
    if (!holder.id().equals(creator)) {
      return Role.HOLDER;
    }
    return socket.accepted ? Role.ACCEPTOR : Role.CREATOR;
  }
}
