package dev.flowtruth.cli.plugin;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Ancestor;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import java.util.List;

/** Made-up sockets of every kind that a line of output can show. */
public final class FixedSockets {
  private static final long START = 1_700_000_000_123_456_789L;

  /** A web server with two processes on one listening socket. */
  public static final OpenSocket LISTENING =
      OpenSocket.builder(Protocol.TCP, Endpoint.of("0.0.0.0", 443), Endpoint.NONE)
          .id(SocketId.ofCookie(11))
          .cookie(11)
          .inode(1011)
          .netns(4026531840L)
          .uid(0)
          .state(SocketState.LISTEN)
          .ownership(
              Ownership.of(
                  new Owner(process(100, "nginx", 0, "root"), Role.LISTENER, false),
                  new Owner(process(101, "nginx", 33, "www-data"), Role.HOLDER, false)))
          .build();

  /** A client's connection. */
  public static final OpenSocket CONNECTED =
      OpenSocket.builder(Protocol.TCP, Endpoint.of("1.2.3.4", 1122), Endpoint.of("5.6.7.8", 3344))
          .id(SocketId.ofCookie(12))
          .cookie(12)
          .inode(1012)
          .netns(4026531840L)
          .uid(1000)
          .state(SocketState.ESTABLISHED)
          .openedNanos(START + 1_000_000_000L)
          .ownership(
              Ownership.of(new Owner(process(200, "odd;na:me", 1000, "ann"), Role.CREATOR, true)))
          .build();

  /** A datagram socket of another user, on a link-local address. */
  public static final OpenSocket OTHERS =
      OpenSocket.builder(
              Protocol.UDP, new Endpoint(IpAddress.parse("fe80::1%3"), 53), Endpoint.NONE_V6)
          .id(SocketId.ofCookie(13))
          .cookie(13)
          .inode(1013)
          .netns(4026532177L)
          .uid(53)
          .state(SocketState.UNCONNECTED)
          .ownership(Ownership.absent(Reason.NO_PERMISSION))
          .build();

  /** A raw socket of the kernel, of which little is known. */
  public static final OpenSocket RAW =
      OpenSocket.builder(Protocol.raw(1), Endpoint.NONE, Endpoint.NONE)
          .id(SocketId.ofInode(1014))
          .inode(1014)
          .ownership(Ownership.KERNEL)
          .build();

  public static final List<OpenSocket> ALL = List.of(LISTENING, CONNECTED, OTHERS, RAW);

  private FixedSockets() {}

  private static ProcessRef process(long pid, String name, int uid, String user) {
    return ProcessRef.builder(new ProcessId(pid, 42))
        .startNanos(START)
        .name(name)
        .executable("/usr/bin/" + name)
        .uid(uid)
        .user(user)
        .parents(List.of(new Ancestor(9, "sh;x"), new Ancestor(1, "systemd")))
        .service("web.service")
        .slice("web.slice")
        .container("0123456789ab")
        .containerRuntime("podman")
        .containerName("shop")
        .app("snap:web")
        .commandLine(List.of(name, "-c", "it's a secret"))
        .build();
  }
}
