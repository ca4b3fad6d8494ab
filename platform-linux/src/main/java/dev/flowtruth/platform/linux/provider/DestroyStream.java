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
import java.util.List;
import java.util.function.Consumer;

/**
 * The kernel's announcements of destroyed TCP and UDP sockets of one namespace, those that no look
 * ever saw included. Not thread-safe.
 */
final class DestroyStream implements AutoCloseable {
  private static final int BUFFER_SIZE = 1 << 14;

  /**
   * The kernel sends them from a work queue: what comes after the stream was empty may have
   * happened this long before.
   */
  private static final long DELAY_NANOS = 10_000_000;

  private final long netns;
  private final String cookieQualifier;
  private final NetlinkSocket socket;
  private final ByteBuffer buffer = NativeBuffers.allocate(BUFFER_SIZE);
  private final NetlinkMessages messages = new NetlinkMessages(buffer);
  private final DiagMessage message = new DiagMessage(buffer);
  private long emptyNanos = System.nanoTime();

  private DestroyStream(long netns, String cookieQualifier, NetlinkSocket socket) {
    this.netns = netns;
    this.cookieQualifier = cookieQualifier;
    this.socket = socket;
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
    long after = emptyNanos - DELAY_NANOS;
    int count = 0;
    while (true) {
      long asked = System.nanoTime();
      int length = socket.poll(buffer);
      if (length == NetlinkSocket.NOTHING) {
        emptyNanos = asked;
        return count;
      }
      count++;
      TimeBounds time = TimeBounds.between(after, System.nanoTime());
      if (length == NetlinkSocket.OVERFLOW) {
        String what = "destroy messages of namespace " + netns;
        sink.accept(new SocketEvent.Lost(what, -1, netns, time));
      } else {
        decode(length, time, sink);
      }
    }
  }

  private void decode(int length, TimeBounds time, Consumer<SocketEvent> sink)
      throws SourceException {
    messages.begin(length);
    while (messages.advance()) {
      if (messages.type() == InetDiag.SOCK_DIAG_BY_FAMILY) {
        message.at(messages.payload(), messages.payloadLength());
        // A socket that never got a port never carried a flow.
        if (message.hasLocalPort()) {
          sink.accept(closed(time));
        }
      }
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
    socket.close();
  }
}
