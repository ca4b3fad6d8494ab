package dev.flowtruth.workload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The other end: accepts TCP and reads until the client closes; answers each UDP datagram. Writes
 * down what it accepted, and at the end the sockets it listened on.
 */
final class Server implements AutoCloseable {
  private static final int UDP_PORTS = 5;
  private static final long DRAIN_SECONDS = 5;

  private final Notebook notes;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Listener> listeners = new ArrayList<>();

  /** A socket that has been listening since then. */
  private record Listener(NetworkChannel channel, SocketAddress local, Notebook.Entry entry) {
    int port() {
      return ((InetSocketAddress) local).getPort();
    }
  }

  Server(Notebook notes) {
    this.notes = notes;
  }

  /** Opens every socket; on a host without IPv6 only the IPv4 ones. */
  Ports open(boolean withV6) throws IOException {
    int tcp4 = tcp(StandardProtocolFamily.INET, "0.0.0.0");
    int tcp6 = withV6 ? tcp(StandardProtocolFamily.INET6, "::") : 0;
    List<Integer> udp4 = new ArrayList<>();
    for (int i = 0; i < UDP_PORTS; i++) {
      udp4.add(udp(StandardProtocolFamily.INET, "0.0.0.0"));
    }
    int udp6 = withV6 ? udp(StandardProtocolFamily.INET6, "::") : 0;
    return new Ports(tcp4, tcp6, udp4, udp6);
  }

  private int tcp(ProtocolFamily family, String any) throws IOException {
    Notebook.Entry entry = notes.opening("server", "listener", 6, -1);
    ServerSocketChannel channel = ServerSocketChannel.open(family);
    channel.bind(new InetSocketAddress(any, 0), 1024);
    threads.execute(() -> untilClosed(() -> acceptAll(channel)));
    return listening(channel, entry);
  }

  private int udp(ProtocolFamily family, String any) throws IOException {
    Notebook.Entry entry = notes.opening("server", "creator", 17, -1);
    DatagramChannel channel = DatagramChannel.open(family);
    channel.bind(new InetSocketAddress(any, 0));
    threads.execute(() -> untilClosed(() -> answerAll(channel)));
    return listening(channel, entry);
  }

  private int listening(NetworkChannel channel, Notebook.Entry entry) throws IOException {
    Listener listener = new Listener(channel, channel.getLocalAddress(), entry);
    listeners.add(listener);
    return listener.port();
  }

  private void acceptAll(ServerSocketChannel channel) throws IOException {
    while (true) {
      SocketChannel accepted = channel.accept();
      Notebook.Entry entry = notes.opening("accepted", "acceptor", 6, -1);
      threads.execute(() -> untilClosed(() -> serve(accepted, entry)));
    }
  }

  private static void serve(SocketChannel accepted, Notebook.Entry entry) throws IOException {
    SocketAddress local = accepted.getLocalAddress();
    SocketAddress peer = accepted.getRemoteAddress();
    try (accepted) {
      readToEnd(accepted);
    } finally {
      entry.closed(local, peer, Stamp.now());
    }
  }

  private static void readToEnd(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    while (channel.read(buffer) >= 0) {
      buffer.clear();
    }
  }

  private static void answerAll(DatagramChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2048);
    while (true) {
      SocketAddress from = channel.receive(buffer);
      buffer.flip();
      channel.send(buffer, from);
      buffer.clear();
    }
  }

  /** Work that ends when its socket is closed or reset. */
  private interface Work {
    void run() throws IOException;
  }

  private static void untilClosed(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      System.getLogger(Server.class.getName()).log(System.Logger.Level.DEBUG, "ended", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Listener listener : listeners) {
      listener.channel().close();
    }
    threads.shutdown();
    try {
      threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Stamp closed = Stamp.now();
    listeners.forEach(listener -> listener.entry().closed(listener.local(), null, closed));
  }
}
