package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import org.jspecify.annotations.Nullable;

/**
 * The socket intervals: a row for each socket and each tuple that it had. Not thread-safe while
 * rows are added.
 */
final class SocketRows extends TupleRows {
  /** The peer of every socket that has none, whatever its family. */
  static final IpAddress NO_PEER = IpAddress.ANY_V6;

  private static final int LISTENING = 1 << 9;
  private static final int V6_ONLY = 1 << 10;
  private static final int ABSENCE_SHIFT = 12;
  private static final int ABSENCE_MASK = 0xf;
  private static final Reason[] REASONS = Reason.values();

  private static final int FIRST_HOLDER = OWN;

  SocketRows() {
    super(new AddressTable(), 1);
  }

  /** A row for the socket, open and without holders. */
  int add(OpenSocket socket, TimeBounds time) {
    int local = addresses().add(socket.local().address());
    addresses().setLocal(local);
    int peer = addresses().add(socket.isUnconnected() ? NO_PEER : socket.peer().address());
    int ports = packPorts(socket.protocol(), socket.local().port(), socket.peer().port());
    int row = add(codeOf(socket), socket.netns(), local, peer, ports, time);
    rows.set(row, FIRST_HOLDER, NONE);
    return row;
  }

  private static int codeOf(OpenSocket socket) {
    return code(socket.protocol())
        | (socket.isListening() ? LISTENING : 0)
        | (socket.v6Only() ? V6_ONLY : 0)
        | absenceBits(socket.ownership().absence());
  }

  boolean isListening(int row) {
    return (rows.get(row, FACTS) & LISTENING) != 0;
  }

  boolean isV6Only(int row) {
    return (rows.get(row, FACTS) & V6_ONLY) != 0;
  }

  /** Why no owner was found, as far as is known; null when owners are. */
  @Nullable Reason absence(int row) {
    int code = rows.get(row, FACTS) >>> ABSENCE_SHIFT & ABSENCE_MASK;
    return code == 0 ? null : REASONS[code - 1];
  }

  void setAbsence(int row, @Nullable Reason reason) {
    int others = rows.get(row, FACTS) & ~(ABSENCE_MASK << ABSENCE_SHIFT);
    rows.set(row, FACTS, others | absenceBits(reason));
  }

  int firstHolder(int row) {
    return rows.get(row, FIRST_HOLDER);
  }

  void setFirstHolder(int row, int holder) {
    rows.set(row, FIRST_HOLDER, holder);
  }

  @SuppressWarnings("EnumOrdinal") // a code within this table, never stored elsewhere
  private static int absenceBits(@Nullable Reason reason) {
    return reason == null ? 0 : reason.ordinal() + 1 << ABSENCE_SHIFT;
  }
}
