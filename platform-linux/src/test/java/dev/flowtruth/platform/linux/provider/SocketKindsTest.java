package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sockets that Java cannot open, made by Python: every kind that the kernel has. */
class SocketKindsTest {
  static List<SocketProvider> providers() {
    return List.of(new NetlinkProvider(), new ProcfsProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aV4MappedConnectionIsOneOfV4(SocketProvider provider) throws Exception {
    String script =
        """
        s = socket.socket(socket.AF_INET6); s.bind(('::', 0)); s.listen()
        c = socket.socket(socket.AF_INET6); c.connect(('::ffff:127.0.0.1', s.getsockname()[1]))
        """;
    with(
        provider,
        script,
        (source, pid) -> {
          OpenSocket client = owned(source, pid, s -> s.state() == SocketState.ESTABLISHED);
          assertThat(client.local().address().isV4()).isTrue();
          assertThat(client.peer().address()).isEqualTo(Endpoint.of("127.0.0.1", 0).address());
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aConnectionThatNobodyAcceptedHasNoOwnerYet(SocketProvider provider) throws Exception {
    String script =
        """
        s = socket.create_server(('127.0.0.1', 0))
        c = socket.create_connection(s.getsockname())
        """;
    with(
        provider,
        script,
        (source, pid) -> {
          OpenSocket client = owned(source, pid, s -> s.state() == SocketState.ESTABLISHED);
          OpenSocket waiting =
              any(source, s -> s.local().equals(client.peer()) && s.peer().equals(client.local()));
          assertThat(waiting.ownership().absence()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void udpLiteIsToldFromUdp(SocketProvider provider) throws Exception {
    assumeSocket("UDP-Lite", "socket.AF_INET, socket.SOCK_DGRAM, 136");
    String script =
        """
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 136); s.bind(('127.0.0.1', 0))
        """;
    with(
        provider,
        script,
        (source, pid) ->
            assertThat(owned(source, pid, any -> true).protocol()).isEqualTo(Protocol.UDPLITE));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aRawSocketHasAProtocolAndNoPort(SocketProvider provider) throws Exception {
    assumeSocket("CAP_NET_RAW", "socket.AF_INET6, socket.SOCK_RAW, 89");
    with(
        provider,
        "s = socket.socket(socket.AF_INET6, socket.SOCK_RAW, 89)\n",
        (source, pid) -> {
          OpenSocket raw = owned(source, pid, any -> true);
          assertThat(raw.protocol()).isEqualTo(Protocol.raw(89));
          assertThat(raw.local().isNone()).isTrue();
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aPingSocketIsOneOfIcmp(SocketProvider provider) throws Exception {
    // The kernel lets no group open ping sockets unless told so; a namespace of our own may be.
    Shell.assumeWorks("CAP_SYS_ADMIN, to make network namespaces", "unshare", "-n", "true");
    assumeTrue(provider instanceof NetlinkProvider, "missing: other namespaces in linux-procfs");
    String script =
        """
        subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
        open('/proc/sys/net/ipv4/ping_group_range', 'w').write('0 0')
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1); s.bind(('127.0.0.1', 7))
        """;
    with(
        provider,
        script,
        (source, pid) -> {
          OpenSocket ping = owned(source, pid, any -> true);
          assertThat(ping.protocol()).isEqualTo(Protocol.ICMP);
          assertThat(ping.local()).isEqualTo(Endpoint.of("127.0.0.1", 0));
        },
        "unshare",
        "-n");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void bothEndsOfAMultipathConnectionAreTheirProcesss(SocketProvider provider) throws Exception {
    assumeSocket("MPTCP", "socket.AF_INET, socket.SOCK_STREAM, 262");
    String script =
        """
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
        s.bind(('127.0.0.1', 0)); s.listen()
        c = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262); c.connect(s.getsockname())
        a, peer = s.accept(); c.sendall(b'x'); a.recv(1)
        """;
    with(
        provider,
        script,
        (source, pid) -> {
          List<OpenSocket> ends =
              source.snapshot(Look.FULL).sockets().stream()
                  .filter(s -> s.state() == SocketState.ESTABLISHED && isOwnedBy(s, pid))
                  .toList();
          assertThat(ends).hasSize(2);
          assertThat(ends.get(0).local()).isEqualTo(ends.get(1).peer());
        });
  }

  @Test
  void anOrphanKeepsItsLastOwner() throws Exception {
    String script =
        """
        import threading
        s = socket.create_server(('127.0.0.1', 0))
        c = socket.create_connection(s.getsockname()); a, _ = s.accept()
        # What is not read keeps the closed socket waiting in FIN_WAIT1.
        c.setblocking(False)
        while True:
            try: c.send(bytes(65536))
            except BlockingIOError: break
        threading.Thread(target=lambda: (sys.stdin.readline(), c.close()), daemon=True).start()
        """;
    try (Python python = Python.running(script);
        SocketSource source = new NetlinkProvider().open(SourceOptions.defaults())) {
      OpenSocket before =
          owned(source, python.pid(), s -> isOpened(s) && s.state() == SocketState.ESTABLISHED);
      python.tell("close");
      OpenSocket after = awaitOrphan(source, before);
      assertThat(after.inode()).isZero();
      assertThat(after.ownership()).isEqualTo(before.ownership());
      assertThat(source.lastReadNanos(after, after.ownership().owners().get(0))).isGreaterThan(0);
    }
  }

  private static boolean isOpened(OpenSocket socket) {
    return socket.ownership().owners().stream().anyMatch(o -> o.role() == Role.CREATOR);
  }

  private static OpenSocket awaitOrphan(SocketSource source, OpenSocket before) throws Exception {
    OpenSocket now = before;
    for (int i = 0; i < 100 && now.inode() != 0; i++) {
      LockSupport.parkNanos(10_000_000);
      now = any(source, socket -> socket.id().equals(before.id()));
    }
    return now;
  }

  /**
   * Where some process may not be read, it may hold what looks like the kernel's own. The tree here
   * is /proc with a first process that has no descriptors, for machines whose own is hidden.
   */
  @Test
  void theKernelsOwnSocketIsTheKernelsWhereEveryProcessCanBeRead(@TempDir Path directory)
      throws Exception {
    String name = "ftv" + ProcessHandle.current().pid() % 100_000;
    Shell.assumeWorks(
        "vxlan interfaces, for a socket of the kernel's own",
        "ip",
        "link",
        "add",
        name,
        "type",
        "vxlan",
        "id",
        "77",
        "dstport",
        "47899");
    Shell.must("sh", "-c", READABLE, "sh", directory.toString());
    try (DatagramSocket ours = new DatagramSocket(0);
        SocketSource source = new NetlinkProvider(directory).open(SourceOptions.defaults())) {
      Shell.must("ip", "link", "set", name, "up");
      Predicate<OpenSocket> vxlan =
          socket -> socket.local().port() == 47899 && socket.local().address().isV4();
      assertThat(any(source, vxlan).ownership().isKnown()).isFalse();
      for (int i = 0; i < 4; i++) {
        source.snapshot(Look.FULL);
      }
      assertThat(any(source, vxlan).ownership().absence()).isEqualTo(Reason.KERNEL);
      OpenSocket own = any(source, socket -> socket.local().port() == ours.getLocalPort());
      assertThat(isOwnedBy(own, ProcessHandle.current().pid())).isTrue();
    } finally {
      Shell.must("ip", "link", "del", name);
    }
  }

  /** Fills a directory with links to the processes of now, but for the first. */
  private static final String READABLE =
      """
      cd "$1" && mkdir -p 1/fd && cp /proc/1/stat /proc/1/status 1/ &&
      for process in /proc/[0-9]*; do
        test "$process" = /proc/1 || ln -s "$process" .
      done
      """;

  @FunctionalInterface
  private interface Claim {
    void check(SocketSource source, long pid) throws Exception;
  }

  private static void with(SocketProvider provider, String script, Claim claim, String... prefix)
      throws Exception {
    try (Python python = Python.running(script, prefix);
        SocketSource source = provider.open(SourceOptions.defaults())) {
      claim.check(source, python.pid());
    }
  }

  private static void assumeSocket(String missing, String arguments) throws Exception {
    Shell.assumeWorks(missing, "python3", "-c", "import socket; socket.socket(" + arguments + ")");
  }

  private static OpenSocket owned(SocketSource source, long pid, Predicate<OpenSocket> wanted)
      throws SourceException {
    return any(source, wanted.and(socket -> isOwnedBy(socket, pid)));
  }

  private static boolean isOwnedBy(OpenSocket socket, long pid) {
    return socket.ownership().owners().stream().anyMatch(o -> o.process().pid() == pid);
  }

  private static OpenSocket any(SocketSource source, Predicate<OpenSocket> wanted)
      throws SourceException {
    List<OpenSocket> found = source.snapshot(Look.FULL).sockets().stream().filter(wanted).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
