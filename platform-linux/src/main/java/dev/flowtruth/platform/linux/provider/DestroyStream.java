package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.NetlinkMessages;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's announcements of destroyed TCP and UDP sockets of one namespace, those that no look
 * ever saw included. Not thread-safe.
 */
final class DestroyStream implements AutoCloseable {
  private static final int BUFFER_SIZE = 1 << 14;

  /**
   * The kernel sends them from a work queue: what comes after the stream was empty may have
   * happened this long before: some ms, and tens of them where processors are scarce.
   */
  private static final long DELAY_NANOS = 100_000_000;

  /** What nobody drains stays with the kernel, which says so when it loses some. */
  private static final int COLLECT_LIMIT = 100_000;

  private final long netns;
  private final String cookieQualifier;
  private final @Nullable NetlinkSocket socket;
  private final ByteBuffer buffer = NativeBuffers.allocate(BUFFER_SIZE);
  private final NetlinkMessages messages = new NetlinkMessages(buffer);
  private final DiagMessage message = new DiagMessage(buffer);
  private final List<SocketEvent> collected = new ArrayList<>();
  private Set<Long> announced = new HashSet<>();
  private Set<Long> announcedBefore = new HashSet<>();
  private long emptyNanos = System.nanoTime();
  private int datagrams;

  private DestroyStream(long netns, String cookieQualifier, @Nullable NetlinkSocket socket) {
    this.netns = netns;
    this.cookieQualifier = cookieQualifier;
    this.socket = socket;
  }

  /** One in which nothing ever comes: for sources that know of every end by other means. */
  static DestroyStream silent(long netns) {
    return new DestroyStream(netns, "", null);
  }

  /** Subscribes in the namespace of the calling thread. */
  static DestroyStream open(long netns, String cookieQualifier, int receiveBuffer)
      throws SourceException {
    NetlinkSocket socket = NetlinkSocket.open(Netlink.SOCK_DIAG, InetDiag.DESTROY_GROUPS);
    try {
      socket.receiveBuffer(receiveBuffer);
      return new DestroyStream(netns, cookieQualifier, socket);
    } catch (SourceException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Hands over what came since the last call.
   *
   * @return how many datagrams there were
   */
  int drain(Consumer<SocketEvent> sink) throws SourceException {
    collect();
    collected.forEach(sink);
    int count = datagrams;
    collected.clear();
    datagrams = 0;
    return count;
  }

  /** True when the end of this socket was announced since the look before the last one. */
  boolean hasAnnounced(long cookie) {
    return announced.contains(cookie) || announcedBefore.contains(cookie);
  }

  /**
   * After each look. What was announced while it was made may be in it all the same, and is missed
   * by the next one.
   */
  void forgetAnnounced() {
    Set<Long> oldest = announcedBefore;
    announcedBefore = announced;
    announced = oldest;
    announced.clear();
  }

  /** Takes in what has come, within limits, for a later {@link #drain}. */
  void collect() throws SourceException {
    if (socket == null) {
      return;
    }
    long after = emptyNanos - DELAY_NANOS;
    while (collected.size() < COLLECT_LIMIT) {
      long asked = System.nanoTime();
      int length = socket.poll(buffer);
      if (length == NetlinkSocket.NOTHING) {
        emptyNanos = asked;
        return;
      }
      datagrams++;
      TimeBounds time = TimeBounds.between(after, System.nanoTime());
      if (length == NetlinkSocket.OVERFLOW) {
        collected.add(
            new SocketEvent.Lost("destroy messages of namespace " + netns, -1, netns, time));
      } else {
        decode(length, time);
      }
    }
  }

  private void decode(int length, TimeBounds time) throws SourceException {
    messages.begin(length);
    while (messages.advance()) {
      if (messages.type() == InetDiag.SOCK_DIAG_BY_FAMILY) {
        message.at(messages.payload(), messages.payloadLength());
        announce(message.cookie());
        // A socket that never got a port never carried a flow.
        if (message.hasLocalPort()) {
          collected.add(closed(time));
        }
      }
    }
  }

  /** Without looks nobody asks. */
  private void announce(long cookie) {
    if (announced.size() < COLLECT_LIMIT) {
      announced.add(cookie);
    }
  }

  private SocketEvent closed(TimeBounds time) throws SourceException {
    Protocol protocol = message.protocol();
    SocketRow row = message.row(protocol);
    OpenSocket gone =
        OpenSocket.builder(protocol, row.local(), row.peer())
            .id(SocketIds.of(row, netns, cookieQualifier))
            .state(row.state())
            .netns(netns)
            .cookie(row.cookie())
            .v6Only(row.v6Only())
            .boundInterface(row.boundInterface())
            .ownership(Ownership.UNSEEN)
            .build();
    return new SocketEvent.Closed(
        gone, CloseCause.CLOSED, List.of(), message.bytesSent(), message.bytesReceived(), time);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
  }
}
