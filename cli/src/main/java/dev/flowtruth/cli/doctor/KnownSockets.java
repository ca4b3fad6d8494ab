package dev.flowtruth.cli.doctor;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sockets of every kind that Java can make, on loopback, open until this is closed. */
final class KnownSockets implements Closeable {
  private static final InetSocketAddress LOOPBACK_V4 = loopback("127.0.0.1");
  private static final InetSocketAddress LOOPBACK_V6 = loopback("::1");

  /**
   * A socket as any provider should see it.
   *
   * @param kind in words, the protocol first
   * @param protocol protocol
   * @param local local endpoint
   * @param peer remote endpoint, none when it has none
   */
  record Known(String kind, Protocol protocol, Endpoint local, Endpoint peer) {}

  private final List<Channel> open = new ArrayList<>();
  private final List<Known> known = new ArrayList<>();
  private final List<String> notMade = new ArrayList<>();

  /** Makes them; a kind that this host refuses is listed as not made. */
  static KnownSockets make() {
    KnownSockets sockets = new KnownSockets();
    sockets.attempt("tcp4", () -> sockets.tcp("tcp4", StandardProtocolFamily.INET, LOOPBACK_V4));
    sockets.attempt("tcp6", () -> sockets.tcp("tcp6", StandardProtocolFamily.INET6, LOOPBACK_V6));
    sockets.attempt("tcp v4-mapped", () -> sockets.tcp("tcp v4-mapped", null, LOOPBACK_V4));
    sockets.attempt("udp4", () -> sockets.udp("udp4", StandardProtocolFamily.INET, LOOPBACK_V4));
    sockets.attempt("udp6", () -> sockets.udp("udp6", StandardProtocolFamily.INET6, LOOPBACK_V6));
    return sockets;
  }

  List<Known> known() {
    return known;
  }

  /** Kinds that could not be made, each with the reason. */
  List<String> notMade() {
    return notMade;
  }

  @Override
  public void close() throws IOException {
    for (Channel channel : open) {
      channel.close();
    }
  }

  private interface Making {
    void run() throws IOException;
  }

  private void attempt(String kind, Making making) {
    try {
      making.run();
    } catch (IOException | UnsupportedOperationException e) {
      notMade.add(kind + ": " + e.getMessage());
    }
  }

  /** A listener, a client and the accepted end; without a family as dual-stack sockets. */
  private void tcp(String kind, @Nullable ProtocolFamily family, InetSocketAddress loopback)
      throws IOException {
    ServerSocketChannel server =
        keep(family == null ? ServerSocketChannel.open() : ServerSocketChannel.open(family));
    server.bind(loopback);
    SocketChannel client = keep(family == null ? SocketChannel.open() : SocketChannel.open(family));
    client.connect(server.getLocalAddress());
    SocketChannel accepted = keep(server.accept());
    note(kind + " listener", Protocol.TCP, server.getLocalAddress(), null);
    note(kind + " client", Protocol.TCP, client.getLocalAddress(), client.getRemoteAddress());
    note(kind + " accepted", Protocol.TCP, accepted.getLocalAddress(), accepted.getRemoteAddress());
  }

  private void udp(String kind, ProtocolFamily family, InetSocketAddress loopback)
      throws IOException {
    DatagramChannel wildcard = keep(DatagramChannel.open(family)).bind(null);
    DatagramChannel bound = keep(DatagramChannel.open(family)).bind(loopback);
    DatagramChannel connected = keep(DatagramChannel.open(family)).bind(loopback);
    connected.connect(bound.getLocalAddress());
    note(kind + " on the wildcard address", Protocol.UDP, wildcard.getLocalAddress(), null);
    note(kind + " bound to an address", Protocol.UDP, bound.getLocalAddress(), null);
    note(
        kind + " connected",
        Protocol.UDP,
        connected.getLocalAddress(),
        connected.getRemoteAddress());
  }

  private <C extends Channel> C keep(C channel) {
    open.add(channel);
    return channel;
  }

  private void note(
      String kind, Protocol protocol, SocketAddress local, @Nullable SocketAddress peer) {
    known.add(
        new Known(kind, protocol, endpoint(local), peer == null ? Endpoint.NONE : endpoint(peer)));
  }

  private static Endpoint endpoint(SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return new Endpoint(IpAddress.of(inet.getAddress()), inet.getPort());
  }

  private static InetSocketAddress loopback(String address) {
    try {
      byte[] bytes = IpAddress.parse(address).toBytes();
      return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
