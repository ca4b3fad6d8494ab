package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.core.watch.SocketEvent;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that no look sees, as their packets tell of them. Between two looks of the source. */
class PacketSourceTest {
  private static final String TCP_BRIEFLY =
      """
      l = socket.create_server(('127.0.0.1', 45681))
      c = socket.socket(); c.bind(('127.0.0.1', 45682)); c.connect(('127.0.0.1', 45681))
      a, _ = l.accept(); time.sleep(0.05); c.close(); a.close()
      """;

  /** Sends when it is told to, and goes away at once. */
  private static final String UDP =
      """
      print('ready', flush=True); sys.stdin.readline()
      u = socket.socket(%s, socket.SOCK_DGRAM); %s
      u.bind(('%s', %d)); u.sendto(b'x', ('%s', 9)); time.sleep(0.05); u.close()
      """;

  private final List<Python> started = new ArrayList<>();
  private final List<SocketEvent> events = new ArrayList<>();
  private SocketSource source;

  @BeforeEach
  void open() throws Exception {
    Support support = new PacketProvider().support(Host.local());
    assumeTrue(support.usable(), "missing: linux-packet: " + support.missing());
    source = new PacketProvider().open(SourceOptions.defaults());
    source.snapshot(Look.FULL);
    source.drain(events::add);
  }

  @AfterEach
  void close() throws Exception {
    if (source != null) {
      source.close();
    }
    for (Python python : started) {
      python.close();
    }
  }

  @Test
  void bothEndsOfALoopbackConnectionAreToldOnceWithTheirRoles() throws Exception {
    Python python = Python.running(TCP_BRIEFLY);
    started.add(python);

    await(() -> opened(45682).size() + opened(45681).size() >= 2 && hasEnded(45682));

    assertOwner(opened(45682), python.pid(), Role.CREATOR);
    assertOwner(opened(45681), python.pid(), Role.ACCEPTOR);
    assertToldInOrder(45682);
  }

  @Test
  void udpSocketIsToldByItsFirstPacketOverIpv4AndIpv6() throws Exception {
    briefly("AF_INET", "pass", "127.0.0.1", 45683, "127.0.0.1");
    briefly("AF_INET6", "pass", "::1", 45684, "::1");
    briefly("AF_INET6", "pass", "::", 45685, "::ffff:127.0.0.1");
  }

  @Test
  void extensionHeadersOfIpv6AreNoHindrance() throws Exception {
    String options = "u.setsockopt(socket.IPPROTO_IPV6, %s, bytes(2) + b'\\x01\\x04' + bytes(4))";
    briefly("AF_INET6", options.formatted("59"), "::1", 45686, "::1"); // IPV6_DSTOPTS
    briefly("AF_INET6", options.formatted("54"), "::1", 45687, "::1"); // IPV6_HOPOPTS
  }

  private void briefly(String family, String options, String from, int port, String to)
      throws Exception {
    String script = UDP.formatted("socket." + family, options, from, port, to);
    Python python = Python.running(script + "print('x')\n");
    started.add(python);
    python.tell("");
    await(() -> !opened(port).isEmpty());
    assertOwner(opened(port), python.pid(), Role.CREATOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "link va name up0 type vlan id 7",
        "up0 type bridge",
        "link va name up0 type macvlan"
      })
  void socketOfAnotherNamespaceIsToldOnceThoughItsPacketsPassTwoDevices(String upper)
      throws Exception {
    Shell.assumeWorks("CAP_SYS_ADMIN, to make network namespaces", "unshare", "-n", "true");
    String cable = "ip link add va type veth peer name vb && ip link add " + upper;
    Shell.assumeWorks("ip link add " + upper, "unshare", "-n", "sh", "-c", cable);
    String plug = upper.endsWith("bridge") ? "ip link set va master up0 && " : "";
    String setUp =
        cable
            + (" && " + plug)
            + "ip link set vb up && ip link set va up && ip link set up0 up &&"
            + " ip addr add 10.78.7.1/24 dev up0 &&"
            + " ip neigh add 10.78.7.2 lladdr 02:00:00:00:00:02 dev up0";
    String script =
        "subprocess.run(['sh', '-c', '"
            + setUp
            + "'], check=True)\n"
            + UDP.formatted("socket.AF_INET", "pass", "10.78.7.1", 45688, "10.78.7.2");
    Python python = Python.running(script, "unshare", "-n");
    started.add(python);
    source.snapshot(Look.FULL); // enters the namespace

    python.tell("");
    await(() -> hasEnded(45688));

    assertOwner(opened(45688), python.pid(), Role.CREATOR);
    assertToldInOrder(45688);
  }

  @Test
  void busyUdpPortIsKeptOutOfSightUntilItsSocketIsClosed() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int port;
    try (DatagramSocket busy = new DatagramSocket(0, loopback)) {
      port = busy.getLocalPort();
      for (int i = 0; i < 200; i++) {
        busy.send(new DatagramPacket(new byte[1], 1, loopback, 9));
        pause(1);
      }
      await(() -> !opened(port).isEmpty());
      long before = audit();
      for (int i = 0; i < 100; i++) {
        busy.send(new DatagramPacket(new byte[1], 1, loopback, 9));
      }
      assertThat(audit() - before).as("packets that still passed").isLessThan(50);
    }
  }

  /** Packets that passed the filter; ends the trigger. */
  private long audit() throws SourceException {
    List<SocketEvent> told = new ArrayList<>();
    source.audit(told::add);
    return told.stream()
        .filter(SocketEvent.Audited.class::isInstance)
        .mapToLong(event -> ((SocketEvent.Audited) event).counted())
        .sum();
  }

  @Test
  void packetsThatFindNoRoomAreCountedAsLost() throws Exception {
    int sent = 6000; // of which 2048 find room while nobody reads
    try (SocketSource unread = new PacketProvider().open(SourceOptions.defaults())) {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      for (int i = 0; i < sent; i++) {
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
          socket.send(new DatagramPacket(new byte[1], 1, loopback, 9));
        }
      }
      pause(120);
      List<SocketEvent> told = new ArrayList<>();
      unread.drain(told::add);
      assertThat(told)
          .filteredOn(SocketEvent.Lost.class::isInstance)
          .map(event -> (SocketEvent.Lost) event)
          .anySatisfy(
              lost -> {
                assertThat(lost.what()).startsWith("first packets of namespace ");
                assertThat(lost.count()).isBetween(1L, (long) sent);
              });
    }
  }

  private List<OpenSocket> opened(int port) {
    return events.stream()
        .filter(SocketEvent.Opened.class::isInstance)
        .map(event -> ((SocketEvent.Opened) event).socket())
        .filter(socket -> socket.local().port() == port)
        .toList();
  }

  private boolean hasEnded(int port) {
    return events.stream()
        .filter(SocketEvent.Closed.class::isInstance)
        .anyMatch(event -> ((SocketEvent.Closed) event).socket().local().port() == port);
  }

  private static void assertOwner(List<OpenSocket> told, long pid, Role role) {
    assertThat(told).hasSize(1);
    assertThat(told.get(0).ownership().owners())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.process().pid()).isEqualTo(pid);
              assertThat(owner.role()).isEqualTo(role);
            });
  }

  /** Nothing of a socket comes after its end. */
  private void assertToldInOrder(int port) {
    List<Class<?>> order = new ArrayList<>();
    for (SocketEvent event : events) {
      if (event instanceof SocketEvent.Opened opened && opened.socket().local().port() == port) {
        order.add(SocketEvent.Opened.class);
      } else if (event instanceof SocketEvent.Closed closed
          && closed.socket().local().port() == port) {
        order.add(SocketEvent.Closed.class);
      }
    }
    assertThat(order).containsExactly(SocketEvent.Opened.class, SocketEvent.Closed.class);
  }

  private void await(BooleanSupplier condition) throws SourceException {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      pause(5);
      source.drain(events::add);
    }
    assertThat(condition.getAsBoolean()).as(events.toString()).isTrue();
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }
}
