package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.layout.RowLayout;
import dev.flowtruth.platform.windows.layout.Tables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table of sockets in a buffer: a count, then rows of one size.
 *
 * <p>Nothing of it is believed before it was checked: the count must fit into the bytes that there
 * are. Ports take the low 16 bits; what Windows leaves in the upper ones is no part of them.
 */
public final class SocketTable {
  /** Each row with where it begins. */
  @FunctionalInterface
  public interface Sink {
    void row(SocketRow row, int offset);
  }

  private final ByteBuffer table;
  private final RowLayout layout;
  private final int count;

  /**
   * Checks the table's size.
   *
   * @param table its bytes from position to limit
   * @throws DecodeException when it holds less than it says
   */
  public SocketTable(ByteBuffer table, RowLayout layout) throws DecodeException {
    this.table = table.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.layout = layout;
    count = count(this.table, layout);
  }

  private static int count(ByteBuffer table, RowLayout layout) throws DecodeException {
    int length = table.limit();
    if (length < Integer.BYTES) {
      throw new DecodeException(
          "dwNumEntries", RowLayout.COUNT, "the table has " + length + " bytes");
    }
    long rows = table.getInt(RowLayout.COUNT) & 0xffff_ffffL;
    if (rows > 0 && layout.firstRow() + rows * layout.size() > length) {
      throw new DecodeException(
          "dwNumEntries",
          RowLayout.COUNT,
          rows + " rows of " + layout.size() + " bytes do not fit into " + length + " bytes");
    }
    return (int) rows;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /**
   * Hands over every row.
   *
   * @throws DecodeException at the first row that cannot be one
   */
  public void forEach(Sink sink) throws DecodeException {
    for (int i = 0; i < count; i++) {
      int offset = layout.firstRow() + i * layout.size();
      sink.row(row(offset), offset);
    }
  }

  private SocketRow row(int at) throws DecodeException {
    SocketState state = layout.isTcp() ? state(at + layout.state()) : SocketState.UNCONNECTED;
    return new SocketRow(
        layout.isTcp() ? Protocol.TCP : Protocol.UDP,
        endpoint(at, layout.localAddress(), layout.localScope(), layout.localPort()),
        hasPeer(state) ? peer(at) : nobody(),
        state,
        table.getInt(at + layout.pid()) & 0xffff_ffffL,
        created(at));
  }

  /** Before a connection there is no peer, whatever the row holds in its place. */
  private static boolean hasPeer(SocketState state) {
    return state != SocketState.LISTEN && state != SocketState.UNCONNECTED;
  }

  private Endpoint nobody() {
    return layout.isV6() ? Endpoint.NONE_V6 : Endpoint.NONE;
  }

  private Endpoint peer(int at) {
    return endpoint(at, layout.remoteAddress(), layout.remoteScope(), layout.remotePort());
  }

  private Endpoint endpoint(int at, int address, int scope, int port) {
    IpAddress ip = layout.isV6() ? v6(at + address, at + scope) : v4(at + address);
    return new Endpoint(ip, port(at + port));
  }

  private IpAddress v4(int at) {
    return IpAddress.ofV4(Integer.reverseBytes(table.getInt(at)));
  }

  private IpAddress v6(int at, int scopeAt) {
    long high = Long.reverseBytes(table.getLong(at));
    long low = Long.reverseBytes(table.getLong(at + Long.BYTES));
    return new IpAddress(high, low, Math.max(0, table.getInt(scopeAt)));
  }

  private int port(int at) {
    return (table.get(at) & 0xff) << 8 | table.get(at + 1) & 0xff;
  }

  private long created(int at) {
    if (layout.created() == RowLayout.NONE) {
      return 0;
    }
    long time = table.getLong(at + layout.created());
    return FileTime.isKnown(time) ? time : 0;
  }

  private SocketState state(int at) throws DecodeException {
    int number = table.getInt(at);
    return switch (number) {
      case Tables.MIB_TCP_STATE_CLOSED, Tables.MIB_TCP_STATE_DELETE_TCB -> SocketState.CLOSE;
      case Tables.MIB_TCP_STATE_LISTEN -> SocketState.LISTEN;
      case Tables.MIB_TCP_STATE_SYN_SENT -> SocketState.SYN_SENT;
      case Tables.MIB_TCP_STATE_SYN_RCVD -> SocketState.SYN_RECV;
      case Tables.MIB_TCP_STATE_ESTAB -> SocketState.ESTABLISHED;
      case Tables.MIB_TCP_STATE_FIN_WAIT1 -> SocketState.FIN_WAIT1;
      case Tables.MIB_TCP_STATE_FIN_WAIT2 -> SocketState.FIN_WAIT2;
      case Tables.MIB_TCP_STATE_CLOSE_WAIT -> SocketState.CLOSE_WAIT;
      case Tables.MIB_TCP_STATE_CLOSING -> SocketState.CLOSING;
      case Tables.MIB_TCP_STATE_LAST_ACK -> SocketState.LAST_ACK;
      case Tables.MIB_TCP_STATE_TIME_WAIT -> SocketState.TIME_WAIT;
      default -> throw new DecodeException("dwState", at, number + " is none of 1 to 12");
    };
  }
}
