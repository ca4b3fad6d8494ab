package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.ConntrackMessage;
import dev.flowtruth.platform.linux.layout.Conntrack;
import dev.flowtruth.platform.linux.layout.Netlink;

/**
 * Asks for the entries of one namespace's connection tracking that translate. Kernels that can
 * choose by status do (CTA_STATUS_MASK); of others, all entries come and are chosen here. Not
 * thread-safe.
 */
final class ConntrackDump implements AutoCloseable {
  private static final int ALL = 0;

  /** The kernel compares for equality: source, with or without destination; destination alone. */
  private static final int[] CHOSEN = {Conntrack.IPS_SRC_NAT, Conntrack.IPS_DST_NAT};

  private final String what;
  private final NetlinkSocket socket;
  private final NetlinkDump dump;
  private final ConntrackMessage message;
  private boolean canChoose = true;

  private ConntrackDump(long netns, NetlinkSocket socket, NetlinkDump dump) {
    what = "tracked connections of namespace " + netns;
    this.socket = socket;
    this.dump = dump;
    message = new ConntrackMessage(dump.answer());
  }

  /** Opens it in the namespace of the calling thread, and sees whether the kernel answers. */
  static ConntrackDump open(long netns, NetlinkDump dumps) throws SourceException {
    NetlinkSocket socket = NetlinkSocket.open(Netlink.NETFILTER, 0);
    ConntrackDump dump = new ConntrackDump(netns, socket, dumps);
    try {
      dump.probe();
      return dump;
    } catch (SourceException e) {
      dump.close();
      throw e;
    }
  }

  private void probe() throws SourceException {
    dump.read(
        socket,
        what,
        (request, sequence) ->
            NetlinkRequests.header(
                request, Conntrack.GET_STATS_CPU, sequence, Conntrack.MESSAGE_SIZE),
        (type, offset, length) -> {});
  }

  /** Takes an entry that translates. */
  @FunctionalInterface
  interface Sink {
    void accept(ConntrackMessage entry) throws SourceException;
  }

  /**
   * Reads them all; one may come twice.
   *
   * @param marked true when the kernel marks by bits of the status whatever translates
   * @return false when some may be lacking
   */
  boolean read(boolean marked, Sink sink) throws SourceException {
    if (!marked || !canChoose) {
      return read(ALL, sink);
    }
    boolean complete = true;
    for (int bits : CHOSEN) {
      if (canChoose) {
        complete &= read(bits, sink);
      }
    }
    return complete;
  }

  private boolean read(int bits, Sink sink) throws SourceException {
    return dump.read(
        socket,
        what,
        (request, sequence) -> ConntrackFilter.writeDump(request, sequence, bits),
        (type, offset, length) -> {
          canChoose &= bits == ALL || isChosen(offset);
          if (type == Conntrack.NEW) {
            take(offset, length, sink);
          }
        });
  }

  /** A kernel that cannot choose does not say that it did. */
  private boolean isChosen(int offset) {
    int flags = dump.answer().getShort(offset - Netlink.HEADER_SIZE + Netlink.FLAGS);
    return (flags & Netlink.DUMP_FILTERED) != 0;
  }

  private void take(int offset, int length, Sink sink) throws SourceException {
    message.at(offset, length);
    if (message.isTranslated()) {
      sink.accept(message);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
