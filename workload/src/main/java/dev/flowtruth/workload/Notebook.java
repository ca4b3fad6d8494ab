package dev.flowtruth.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What this process says of itself and of its sockets in every line of truth. Thread-safe. */
final class Notebook {
  private final TruthLog log;
  private final Truth.Holder self = self();
  private final long netns = netns();
  private final AtomicLong sockets = new AtomicLong();

  Notebook(TruthLog log) {
    this.log = log;
  }

  /** Begins the entry of a socket that is about to be opened. */
  Entry opening(String kind, String role, int protocol, long lifeNanos) {
    String socket = "java:" + self.pid() + ":" + sockets.incrementAndGet();
    return new Entry(socket, kind, role, protocol, lifeNanos, Stamp.now());
  }

  /** A socket of this process, from its opening on. */
  final class Entry {
    private final String socket;
    private final String kind;
    private final String role;
    private final int protocol;
    private final long lifeNanos;
    private final Stamp opened;

    private Entry(
        String socket, String kind, String role, int protocol, long lifeNanos, Stamp opened) {
      this.socket = socket;
      this.kind = kind;
      this.role = role;
      this.protocol = protocol;
      this.lifeNanos = lifeNanos;
      this.opened = opened;
    }

    int protocol() {
      return protocol;
    }

    /** When its life is over. */
    long endsAtNanos() {
      return opened.monotonic() + lifeNanos;
    }

    /** Writes it down; it was closed just now. Once for each peer. */
    void closed(SocketAddress local, @Nullable SocketAddress peer, Stamp closed) {
      Truth.Address other = peer == null ? null : address(peer);
      log.write(
          new Truth(
              "",
              kind,
              role,
              true,
              protocol,
              address(local),
              other,
              netns,
              socket,
              self,
              lifeNanos,
              opened,
              closed));
    }
  }

  private static Truth.Address address(SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    InetAddress ip = inet.getAddress();
    return new Truth.Address(ip.getHostAddress(), inet.getPort());
  }

  private static Truth.Holder self() {
    ProcessHandle process = ProcessHandle.current();
    String command = process.info().command().orElse("java");
    return new Truth.Holder(process.pid(), String.valueOf(Path.of(command).getFileName()));
  }

  /** {@code /proc/self/ns/net} reads {@code net:[4026531840]}. */
  private static long netns() {
    try {
      String link = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
      return Long.parseLong(link.replaceAll("\\D", ""));
    } catch (IOException e) {
      return 0;
    }
  }
}
