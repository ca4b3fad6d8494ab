package dev.flowtruth.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Opens sockets to a {@link Server}, keeps each for its life, and writes it down. Thread-safe. */
final class Client {
  private static final int PAYLOAD = 64;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Notebook notes;
  private final InetAddress server4;
  private final InetAddress server6;
  private final Ports ports;

  Client(Notebook notes, InetAddress server4, InetAddress server6, Ports ports) {
    this.notes = notes;
    this.server4 = server4;
    this.server6 = server6;
    this.ports = ports;
  }

  /** Waits, opens, keeps, closes. */
  void run(Plan.Task task) throws IOException {
    Pause.until(System.nanoTime() + task.pauseNanos());
    switch (task.kind().shape()) {
      case SELF -> connectToSelf(task);
      case CONNECTED -> connect(task);
      case UNCONNECTED, MANY -> sendTo(task);
    }
  }

  private void connect(Plan.Task task) throws IOException {
    SocketAddress server = servers(task.kind()).get(0);
    if (task.kind().protocol() == 6) {
      tcp(task, server);
    } else {
      udpConnected(task, server);
    }
  }

  private void tcp(Plan.Task task, SocketAddress server) throws IOException {
    Notebook.Entry entry = opening(task, "creator");
    SocketAddress local;
    try (SocketChannel channel = SocketChannel.open(task.kind().family())) {
      channel.connect(server);
      local = channel.getLocalAddress();
      channel.write(ByteBuffer.allocate(PAYLOAD));
      Pause.until(entry.endsAtNanos());
    }
    entry.closed(local, server, Stamp.now());
  }

  private void udpConnected(Plan.Task task, SocketAddress server) throws IOException {
    Notebook.Entry entry = opening(task, "creator");
    SocketAddress local;
    try (DatagramChannel channel = DatagramChannel.open(task.kind().family())) {
      channel.connect(server);
      local = channel.getLocalAddress();
      channel.write(ByteBuffer.allocate(PAYLOAD));
      Pause.until(entry.endsAtNanos());
    }
    entry.closed(local, server, Stamp.now());
  }

  private void sendTo(Plan.Task task) throws IOException {
    List<SocketAddress> servers = servers(task.kind());
    Notebook.Entry entry = opening(task, "creator");
    SocketAddress local;
    try (DatagramChannel channel = DatagramChannel.open(task.kind().family())) {
      for (SocketAddress server : servers) {
        channel.send(ByteBuffer.allocate(PAYLOAD), server);
      }
      local = channel.getLocalAddress();
      Pause.until(entry.endsAtNanos());
    }
    Stamp closed = Stamp.now();
    for (SocketAddress server : servers) {
      entry.closed(local, server, closed);
    }
  }

  private void connectToSelf(Plan.Task task) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open(task.kind().family())) {
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      connectBothEnds(task, listener);
    }
  }

  private void connectBothEnds(Plan.Task task, ServerSocketChannel listener) throws IOException {
    Notebook.Entry entry = opening(task, "creator");
    SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
    SocketAddress local = channel.getLocalAddress();
    Notebook.Entry other = opening(task, "acceptor");
    SocketChannel accepted = listener.accept();
    try (channel;
        accepted) {
      channel.write(ByteBuffer.allocate(PAYLOAD));
      accepted.read(ByteBuffer.allocate(PAYLOAD));
      Pause.until(entry.endsAtNanos());
    }
    Stamp closed = Stamp.now();
    entry.closed(local, listener.getLocalAddress(), closed);
    other.closed(listener.getLocalAddress(), local, closed);
  }

  private Notebook.Entry opening(Plan.Task task, String role) {
    Kind kind = task.kind();
    return notes.opening(kind.label(), role, kind.protocol(), task.lifeNanos());
  }

  /** An IPv6 socket goes to the dual-stack server, so that v4-mapped ones are so on both ends. */
  private List<SocketAddress> servers(Kind kind) {
    InetAddress host = kind.toV6() ? server6 : server4;
    boolean dual = kind.needsV6Socket();
    if (kind.protocol() == 6) {
      return List.of(new InetSocketAddress(host, dual ? ports.tcp6() : ports.tcp4()));
    }
    if (dual) {
      return List.of(new InetSocketAddress(host, ports.udp6()));
    }
    List<SocketAddress> all = new ArrayList<>();
    ports.udp4().forEach(port -> all.add(new InetSocketAddress(host, port)));
    return kind.shape() == Kind.Shape.MANY ? all : all.subList(0, 1);
  }
}
