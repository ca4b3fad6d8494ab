package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other network namespaces, made by unshare and ip. */
class NamespaceTest {
  private static final String LISTEN =
      """
      import socket, subprocess, time
      subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
      s = socket.create_server(('127.0.0.1', 45671))
      c = socket.socket(); c.bind(('127.0.0.1', 45672)); c.connect(('127.0.0.1', 45671))
      a, _ = s.accept()
      print('ready', flush=True)
      time.sleep(60)
      """;

  private static final String CLOSE_AT_ONCE =
      """
      import socket, subprocess, sys, time
      subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
      print('ready', flush=True)
      sys.stdin.readline()
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('127.0.0.1', 45673)); u.close()
      time.sleep(60)
      """;

  private final List<Process> started = new ArrayList<>();
  private SocketSource source;

  @BeforeEach
  void open() throws Exception {
    Shell.assumeWorks("CAP_SYS_ADMIN, to make network namespaces", "unshare", "-n", "true");
    source = new NetlinkProvider().open(SourceOptions.defaults());
  }

  @AfterEach
  void close() throws Exception {
    source.close();
    for (Process process : started) {
      Shell.stop(process);
    }
  }

  @Test
  void theSameLoopbackTupleInTwoNamespacesHasTwoOwners() throws Exception {
    Process one = inNamespace(LISTEN);
    Process two = inNamespace(LISTEN);
    Snapshot snapshot = source.snapshot(Look.FULL);
    for (Process process : List.of(one, two)) {
      long netns = namespace(process.pid());
      OpenSocket client = client(snapshot, netns);
      assertThat(client.state()).isEqualTo(SocketState.ESTABLISHED);
      assertThat(client.ownership().owners())
          .singleElement()
          .satisfies(owner -> assertThat(owner.process().pid()).isEqualTo(process.pid()));
      assertThat(snapshot.addresses()).anyMatch(address -> address.netns() == netns);
    }
  }

  @Test
  void aSocketOfAnotherNamespaceThatNobodySawIsAnnouncedAtItsEnd() throws Exception {
    Process process = inNamespace(CLOSE_AT_ONCE);
    source.snapshot(Look.FULL);
    process.outputWriter().append('\n').flush();
    List<SocketEvent> events = new ArrayList<>();
    long netns = namespace(process.pid());
    assertThat(within(() -> drainInto(events, netns))).isTrue();
  }

  private boolean drainInto(List<SocketEvent> events, long netns) {
    try {
      source.drain(events::add);
    } catch (dev.flowtruth.core.spi.SourceException e) {
      throw new AssertionError(e);
    }
    return events.stream()
        .anyMatch(
            event ->
                event instanceof SocketEvent.Closed closed
                    && closed.socket().netns() == netns
                    && closed.socket().local().equals(Endpoint.of("127.0.0.1", 45673)));
  }

  @Test
  void aNamespaceEndsWithItsLastProcess() throws Exception {
    String here = "ftx" + ProcessHandle.current().pid() % 100_000;
    Process process = inNamespace(LISTEN);
    Shell.assumeWorks(
        "veth interfaces",
        "ip",
        "link",
        "add",
        here,
        "type",
        "veth",
        "peer",
        "name",
        "there",
        "netns",
        Long.toString(process.pid()));
    source.snapshot(Look.FULL);
    assertThat(Files.exists(Path.of("/sys/class/net", here))).isTrue();
    Shell.stop(process);
    // The kernel removes both ends of the pair with the namespace, not before.
    assertThat(within(() -> looked() && !Files.exists(Path.of("/sys/class/net", here)))).isTrue();
  }

  private boolean looked() {
    try {
      source.snapshot(Look.POLL);
      return true;
    } catch (dev.flowtruth.core.spi.SourceException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNamespaceWithoutProcessIsFoundByItsBindMountAndEndsWithIt() throws Exception {
    String name = "flowtruth-test-" + ProcessHandle.current().pid();
    Shell.assumeWorks("ip netns", "ip", "netns", "add", name);
    long netns;
    try {
      Shell.must("ip", "-n", name, "link", "set", "lo", "up");
      netns = inode(Path.of("/run/netns", name));
      assertThat(source.snapshot(Look.FULL).addresses())
          .anyMatch(address -> address.netns() == netns);
    } finally {
      Shell.must("ip", "netns", "del", name);
    }
    assertThat(source.snapshot(Look.FULL).addresses())
        .noneMatch(address -> address.netns() == netns);
  }

  @Test
  void anAddressIsToldWhileItIsThere() throws Exception {
    Process process = inNamespace(LISTEN);
    String pid = Long.toString(process.pid());
    long netns = namespace(process.pid());
    IpAddress late = IpAddress.parse("10.9.8.7");
    assertThat(addresses(netns)).isNotEmpty().doesNotContain(late);
    Shell.must("nsenter", "-n", "-t", pid, "ip", "addr", "add", "10.9.8.7/32", "dev", "lo");
    assertThat(addresses(netns)).contains(late);
    Shell.must("nsenter", "-n", "-t", pid, "ip", "addr", "del", "10.9.8.7/32", "dev", "lo");
    assertThat(addresses(netns)).isNotEmpty().doesNotContain(late);
  }

  private List<IpAddress> addresses(long netns) throws Exception {
    return source.snapshot(Look.POLL).addresses().stream()
        .filter(address -> address.netns() == netns)
        .map(LocalAddress::ip)
        .toList();
  }

  @Test
  void noThreadStaysInAnotherNamespace() throws Exception {
    inNamespace(LISTEN);
    source.snapshot(Look.FULL);
    long own = new Machine().namespaceOf("/proc/self/ns/net");
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      Machine machine = new Machine();
      assertThat(tasks.map(task -> machine.namespaceOf(task + "/ns/net")))
          .allMatch(netns -> netns == own || netns == 0);
    }
  }

  @Test
  void manySnapshotsLeakNoDescriptor() throws Exception {
    for (int i = 0; i < 3; i++) {
      source.snapshot(Look.FULL);
    }
    int before = descriptors();
    for (int i = 0; i < 5; i++) {
      Process process = inNamespace(LISTEN);
      source.snapshot(Look.FULL);
      Shell.stop(process);
      source.snapshot(Look.FULL);
      for (int j = 0; j < 50; j++) {
        source.snapshot(Look.POLL);
      }
    }
    started.forEach(NamespaceTest::closePipes);
    assertThat(descriptors()).isLessThanOrEqualTo(before);
  }

  private static void closePipes(Process process) {
    try {
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int descriptors() {
    return java.util.Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list()).length;
  }

  private Process inNamespace(String script) throws Exception {
    Process process = Shell.started("unshare", "-n", "python3", "-c", script);
    started.add(process);
    return process;
  }

  private static OpenSocket client(Snapshot snapshot, long netns) {
    List<OpenSocket> found =
        snapshot.sockets().stream()
            .filter(socket -> socket.netns() == netns)
            .filter(socket -> socket.local().equals(Endpoint.of("127.0.0.1", 45672)))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static long namespace(long pid) throws Exception {
    return inode(Path.of("/proc/" + pid + "/ns/net"));
  }

  private static long inode(Path path) throws Exception {
    return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
  }

  private static boolean within(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }
}
