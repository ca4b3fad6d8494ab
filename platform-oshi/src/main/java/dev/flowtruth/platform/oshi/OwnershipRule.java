package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Os;
import org.jspecify.annotations.Nullable;

/**
 * From the process that OSHI names to an owner, or to the reason why there is none. Pure.
 *
 * @param os whose numbers of processes they are
 * @param readsOtherUsers true when other users' processes may be read too
 */
record OwnershipRule(Os os, boolean readsOtherUsers) {
  private static final long WINDOWS_SYSTEM = 4;
  private static final int LOOKS_TO_BE_SURE = 2;

  private static final Ownership TIME_WAIT = Ownership.absent(Reason.TIME_WAIT);
  private static final Ownership NO_PERMISSION = Ownership.absent(Reason.NO_PERMISSION);

  /**
   * The owner. OSHI names one of those who hold a socket, so he is a holder and not its creator.
   *
   * @param known the socket as it was, null when it is new
   * @param process who has the row's pid, null when nobody has
   */
  Ownership of(Row row, SocketBook.@Nullable Known known, @Nullable ProcessRef process) {
    if (row.state() == SocketState.TIME_WAIT) {
      return TIME_WAIT;
    }
    if (os == Os.WINDOWS && row.pid() == WINDOWS_SYSTEM) {
      return Ownership.KERNEL;
    }
    if (row.pid() > 0 && process != null) {
      boolean listens = row.state() == SocketState.LISTEN;
      return Ownership.of(Owner.of(process, listens ? Role.LISTENER : Role.HOLDER));
    }
    return absent(known);
  }

  /** What stays without owner, and might be another user's, may not be read. */
  private Ownership absent(SocketBook.@Nullable Known known) {
    if (known == null) {
      return Ownership.UNSEEN;
    }
    if (known.socket().ownership().isKnown()) {
      return known.socket().ownership();
    }
    boolean lasts = known.looksWithoutOwner() >= LOOKS_TO_BE_SURE;
    return lasts && !readsOtherUsers ? NO_PERMISSION : Ownership.UNSEEN;
  }
}
