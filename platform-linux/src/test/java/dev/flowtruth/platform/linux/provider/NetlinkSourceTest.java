package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets of this very process, as the kernel lists them. */
class NetlinkSourceTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final long SELF = ProcessHandle.current().pid();

  private SocketSource source;

  @BeforeEach
  void open() throws Exception {
    source = new NetlinkProvider().open(SourceOptions.defaults());
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void bothEndsOfATcpConnectionAndItsListenerHaveTheirRoles() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK);
        Socket client = new Socket(LOOPBACK, listener.getLocalPort());
        Socket accepted = listener.accept()) {
      Snapshot snapshot = source.snapshot(Look.POLL);
      int port = listener.getLocalPort();
      OpenSocket listening = only(snapshot, s -> s.isListening() && s.local().port() == port);
      OpenSocket opened = only(snapshot, s -> s.peer().port() == port);
      OpenSocket taken = only(snapshot, s -> !s.isListening() && s.local().port() == port);
      assertOwnedBySelf(listening, Role.LISTENER);
      assertOwnedBySelf(opened, Role.CREATOR);
      assertOwnedBySelf(taken, Role.ACCEPTOR);
      assertThat(taken.peer()).isEqualTo(opened.local());
      assertThat(opened.local().port()).isEqualTo(client.getLocalPort());
      assertThat(taken.state()).isEqualTo(SocketState.ESTABLISHED);
      assertThat(opened.protocol()).isEqualTo(Protocol.TCP);
      assertThat(opened.id().kind()).isEqualTo(SocketId.Kind.COOKIE);
      assertThat(accepted.isConnected()).isTrue();
    }
  }

  @Test
  void unconnectedAndConnectedUdpAreTold() throws Exception {
    try (DatagramSocket open = new DatagramSocket(0);
        DatagramSocket connected = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      connected.connect(LOOPBACK, open.getLocalPort());
      Snapshot snapshot = source.snapshot(Look.POLL);
      OpenSocket one = udp(snapshot, open.getLocalPort());
      OpenSocket other = udp(snapshot, connected.getLocalPort());
      assertThat(one.isUnconnected()).isTrue();
      assertThat(one.local().address().isWildcard()).isTrue();
      assertThat(one.state()).isEqualTo(SocketState.UNCONNECTED);
      assertThat(other.peer().port()).isEqualTo(open.getLocalPort());
      assertThat(other.local().address()).isEqualTo(IpAddress.of(LOOPBACK));
      assertOwnedBySelf(one, Role.CREATOR);
      assertOwnedBySelf(other, Role.CREATOR);
    }
  }

  @Test
  void whatDidNotChangeIsTheSameInstance() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      OpenSocket first = udp(source.snapshot(Look.POLL), socket.getLocalPort());
      OpenSocket second = udp(source.snapshot(Look.POLL), socket.getLocalPort());
      OpenSocket third = udp(source.snapshot(Look.FULL), socket.getLocalPort());
      assertThat(second).isSameAs(first);
      assertThat(third).isSameAs(first);
    }
  }

  @Test
  void aClosedSocketIsNotThereAnyMore() throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0)) {
      port = socket.getLocalPort();
      source.snapshot(Look.POLL);
    }
    assertThat(source.snapshot(Look.POLL).sockets()).noneMatch(s -> s.local().port() == port);
  }

  @Test
  void loopbackIsALocalAddressWithItsInterface() throws Exception {
    List<LocalAddress> addresses = source.snapshot(Look.POLL).addresses();
    assertThat(addresses)
        .anySatisfy(
            address -> {
              assertThat(address.ip()).isEqualTo(IpAddress.parse("127.0.0.1"));
              assertThat(address.prefixLength()).isEqualTo(8);
              assertThat(address.interfaceName()).isEqualTo("lo");
              assertThat(address.interfaceIndex()).isEqualTo(1);
            });
  }

  @Test
  void theMonotonicClockIsTheOneOfTheJvm() {
    long before = System.nanoTime();
    long read = source.clock().monotonic();
    assertThat(read).isBetween(before, System.nanoTime());
  }

  private static void assertOwnedBySelf(OpenSocket socket, Role role) {
    List<Owner> owners = socket.ownership().owners();
    assertThat(owners).hasSize(1);
    assertThat(owners.get(0).process().pid()).isEqualTo(SELF);
    assertThat(owners.get(0).role()).isEqualTo(role);
  }

  private static OpenSocket udp(Snapshot snapshot, int port) {
    return only(snapshot, s -> s.protocol().equals(Protocol.UDP) && s.local().port() == port);
  }

  private static OpenSocket only(
      Snapshot snapshot, java.util.function.Predicate<OpenSocket> wanted) {
    Optional<OpenSocket> found = snapshot.sockets().stream().filter(wanted).findFirst();
    assertThat(snapshot.sockets()).filteredOn(wanted).hasSize(1);
    return found.orElseThrow();
  }
}
