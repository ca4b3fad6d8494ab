package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.KernelText;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.ProcNetTable;
import dev.flowtruth.platform.linux.layout.Errno;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.util.ArrayList;
import java.util.List;

/**
 * The socket tables of one namespace, each read from where the kernel serves it: NETLINK_SOCK_DIAG,
 * else {@code /proc/net}. Not thread-safe.
 */
final class SocketTables implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final String TEXTS = "/proc/thread-self/net/";

  /** One file of a table that has no diag. */
  private record Text(DiagTable table, KernelText file) {}

  private final long netns;
  private final NetlinkSocket socket;
  private final NetlinkDump dump;
  private final DiagMessage message;
  private final List<DiagTable> served = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();

  private SocketTables(long netns, NetlinkSocket socket, NetlinkDump dump) {
    this.netns = netns;
    this.socket = socket;
    this.dump = dump;
    message = new DiagMessage(dump.answer());
  }

  /** Finds out what is served where, in the namespace of the calling thread. */
  static SocketTables open(long netns, NetlinkDump dump) throws SourceException {
    NetlinkSocket socket = NetlinkSocket.open(Netlink.SOCK_DIAG, 0);
    SocketTables tables = new SocketTables(netns, socket, dump);
    try {
      for (DiagTable table : DiagTable.ALL) {
        tables.probe(table);
      }
      return tables;
    } catch (SourceException e) {
      tables.close();
      throw e;
    }
  }

  private void probe(DiagTable table) throws SourceException {
    if (!table.requests().isEmpty() && isServed(table)) {
      served.add(table);
      return;
    }
    for (String name : table.texts()) {
      openText(table, name);
    }
  }

  private boolean isServed(DiagTable table) throws SourceException {
    try {
      read(table, table.requests().get(0), 0, (type, offset, length) -> {});
      return true;
    } catch (CallException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private void openText(DiagTable table, String name) throws SourceException {
    try {
      texts.add(new Text(table, KernelText.open(TEXTS + name)));
    } catch (CallException e) {
      // A kernel without this protocol, or without IPv6, has no such sockets either.
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Puts every row into the book; a table that cannot be read is a gap and stays as it was. */
  void read(SocketBook book, Look look, List<Gap> gaps) {
    readServed(book, look, gaps);
    for (Text text : texts) {
      try {
        readText(text, look, book);
      } catch (SourceException e) {
        miss(text.table(), String.valueOf(e.getMessage()), book, gaps);
      }
    }
  }

  /** Reads those tables that NETLINK_SOCK_DIAG serves; what the book met already is skipped. */
  void readServed(SocketBook book, Look look, List<Gap> gaps) {
    int states = look == Look.FULL ? InetDiag.ALL_STATES : InetDiag.LIVE_STATES;
    for (DiagTable table : served) {
      try {
        readDiag(table, states, book, gaps);
      } catch (SourceException e) {
        miss(table, String.valueOf(e.getMessage()), book, gaps);
      }
    }
  }

  private void readDiag(DiagTable table, int states, SocketBook book, List<Gap> gaps)
      throws SourceException {
    boolean withRemains = states == InetDiag.ALL_STATES;
    NetlinkDump.Sink sink =
        (type, offset, length) -> {
          message.at(offset, length);
          // In FIN_WAIT2 too the kernel may keep but the remains.
          if (withRemains || !message.isRemains()) {
            book.see(table.protocol(), message);
          }
        };
    for (DiagRequest request : table.requests()) {
      boolean complete = false;
      for (int i = 0; i < ATTEMPTS && !complete; i++) {
        complete = read(table, request, states, sink);
      }
      if (!complete) {
        String why = "netlink dump interrupted (NLM_F_DUMP_INTR) " + ATTEMPTS + " times";
        miss(table, why, book, gaps);
      }
    }
  }

  private boolean read(DiagTable table, DiagRequest request, int states, NetlinkDump.Sink sink)
      throws SourceException {
    return dump.read(
        socket,
        table.protocol().label() + " sockets",
        (buffer, sequence) -> request.write(buffer, sequence, states),
        sink);
  }

  private static void readText(Text text, Look look, SocketBook book) throws SourceException {
    ProcNetTable.read(
        text.table().protocol(),
        text.file().read(),
        row -> {
          if (look == Look.FULL || RowFilter.isLive(row)) {
            book.see(row);
          }
        });
  }

  private void miss(DiagTable table, String why, SocketBook book, List<Gap> gaps) {
    book.keep(table.protocol());
    String what = table.protocol().label() + " sockets of namespace " + netns;
    gaps.add(Gaps.unread(what, netns, why));
  }

  @Override
  public void close() {
    socket.close();
    texts.forEach(text -> text.file().close());
  }
}
