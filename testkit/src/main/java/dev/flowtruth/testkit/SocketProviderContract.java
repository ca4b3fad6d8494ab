package dev.flowtruth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.workload.WorkloadProcess;
import dev.flowtruth.workload.WorkloadProcess.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a provider promises about the sockets it sees. A platform's author subclasses this, returns
 * the provider, and runs it on the platform:
 *
 * <pre>{@code
 * class MyProviderTest extends SocketProviderContract {
 *   @Override
 *   protected SocketProvider provider() {
 *     return new MyProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>The sockets are real ones, opened by other processes. A claim is skipped only when the
 * provider does not declare the capability, or when the machine cannot make the case; the message
 * says which. What a provider says of itself is held to by {@link ProviderMannersContract}.
 */
public abstract class SocketProviderContract extends ContractStage {
  private static final Endpoint LOOPBACK = Endpoint.of("127.0.0.1", 0);

  /** For subclasses. */
  protected SocketProviderContract() {}

  @Test
  void listeningSocketIsOwnedByTheProcessThatListens() throws SourceException {
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");

    Sight sight = look();
    OpenSocket socket = sight.socket(Protocol.TCP, listener.localPort(), 0);
    sight.owner(socket, first().pid());
    sight.holds(socket.isListening(), "state listen", socket);
    sight.holds(socket.local().address().isLoopback(), "a loopback address", socket);
  }

  @Test
  void eachEndOfALoopbackConnectionHasItsOwnOwner() throws SourceException {
    Connection connection = connect("4", "127.0.0.1", "127.0.0.1");

    Sight sight = look();
    OpenSocket client = connection.clientEnd(sight);
    OpenSocket server = connection.serverEnd(sight);
    sight.owner(client, second().pid());
    sight.owner(server, first().pid());
    sight.holds(client.state() == SocketState.ESTABLISHED, "state established", client);
    sight.hasPeer(client, server.local());
    sight.hasPeer(server, client.local());
  }

  @Test
  void pollFindsTheOwnerOfANewSocketAtOnce() throws SourceException {
    look(SocketSource.Look.POLL);
    Reply listener = open(second(), "tcp-listen 4 127.0.0.1");

    Sight sight = look(SocketSource.Look.POLL);
    sight.owner(sight.socket(Protocol.TCP, listener.localPort(), 0), second().pid());
  }

  @Test
  void unconnectedUdpSocketHasNoPeerAndItsOwner() throws SourceException {
    needs(Capability.UDP);
    Reply udp = open(first(), "udp-bind 4 0.0.0.0");

    Sight sight = look();
    OpenSocket socket = sight.socket(Protocol.UDP, udp.localPort(), 0);
    sight.owner(socket, first().pid());
    sight.holds(socket.isUnconnected(), "no peer", socket);
    sight.holds(socket.local().address().isWildcard(), "the wildcard address", socket);
  }

  @Test
  void connectedUdpSocketHasItsPeerAndItsOwner() throws SourceException {
    needs(Capability.UDP_PEERS);
    Reply server = open(first(), "udp-bind 4 127.0.0.1");
    Reply client = open(second(), "udp-connect 4 127.0.0.1 " + server.localPort());

    Sight sight = look();
    OpenSocket socket = sight.socket(Protocol.UDP, client.localPort(), server.localPort());
    sight.owner(socket, second().pid());
    sight.hasPeer(socket, new Endpoint(LOOPBACK.address(), server.localPort()));
  }

  @Test
  void connectedUdpSocketLooksUnconnectedWherePeersAreNotTold() throws SourceException {
    lacks(Capability.UDP_PEERS);
    Reply server = open(first(), "udp-bind 4 127.0.0.1");
    Reply client = open(second(), "udp-connect 4 127.0.0.1 " + server.localPort());

    Sight sight = look();
    OpenSocket socket = sight.socket(Protocol.UDP, client.localPort(), 0);
    sight.owner(socket, second().pid());
    sight.holds(socket.isUnconnected(), "no peer", socket);
  }

  @Test
  void ipv6SocketHasItsIpv6Addresses() throws SourceException {
    Connection connection = connect("6", "::1", "::1");

    Sight sight = look();
    OpenSocket client = connection.clientEnd(sight);
    sight.owner(client, second().pid());
    sight.holds(client.local().address().equals(IpAddress.parse("::1")), "::1", client);
  }

  @Test
  void v4MappedSocketIsSeenAsIpv4OnBothEnds() throws SourceException {
    Connection connection = connect("6", "::", "127.0.0.1");

    Sight sight = look();
    OpenSocket client = connection.clientEnd(sight);
    OpenSocket server = connection.serverEnd(sight);
    sight.owner(client, second().pid());
    sight.owner(server, first().pid());
    sight.holds(client.local().address().isV4(), "an IPv4 address", client);
    sight.holds(server.peer().address().isV4(), "an IPv4 peer", server);
  }

  /** Some systems list it once for each family. */
  @Test
  void dualStackWildcardSocketSpeaksBothFamilies() throws SourceException {
    needs(Capability.UDP);
    Reply udp = open(first(), "udp-bind 6 ::");

    Sight sight = look();
    List<OpenSocket> rows = sight.sockets(Protocol.UDP, udp.localPort(), 0);
    rows.forEach(row -> sight.owner(row, first().pid()));
    rows.forEach(row -> sight.holds(row.local().address().isWildcard(), "a wildcard", row));
    OpenSocket six = sight.socketOn(IpAddress.ANY_V6, rows);
    OpenSocket four = rows.size() == 1 ? six : sight.socketOn(IpAddress.ANY_V4, rows);
    sight.holds(!four.v6Only(), "a socket that speaks IPv4", four);
    sight.holds(rows.size() == 1 || six.v6Only(), "IPv4 told once", six);
  }

  @Test
  void socketThatAForkedChildInheritedHasBothOwners() throws Exception {
    needs(Capability.SHARED_OWNERS);
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    try (ForkedOwner fork = ForkedOwner.connectTo(listener.localPort())) {
      Reply accepted = open(first(), "tcp-accept " + listener.socket());

      Sight sight = look();
      OpenSocket server =
          sight.snapshot().sockets().stream()
              .filter(s -> s.local().port() == accepted.localPort() && !s.isUnconnected())
              .findFirst()
              .orElseThrow(() -> new AssertionError("the accepted socket was not seen"));
      OpenSocket client = sight.socket(Protocol.TCP, server.peer().port(), listener.localPort());
      assertThat(sight.pids(client)).as(EventText.of(client)).isEqualTo(fork.pids());
    }
  }

  @Test
  void closedSocketIsGoneFromTheNextLook() throws SourceException {
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    Sight before = look();
    OpenSocket socket = before.socket(Protocol.TCP, listener.localPort(), 0);

    close(first(), listener);

    Sight after = look();
    after.holds(after.hasNone(listener.localPort(), s -> true), "nothing any more", socket);
  }

  @Test
  void portThatIsUsedAgainIsAnotherSocket() throws SourceException {
    needs(Capability.SOCKET_IDENTITY);
    Reply one = open(first(), "udp-bind 4 127.0.0.1");
    OpenSocket before = look().socket(Protocol.UDP, one.localPort(), 0);
    close(first(), one);

    open(second(), "udp-bind 4 127.0.0.1 " + one.localPort());

    Sight sight = look();
    OpenSocket after = sight.socket(Protocol.UDP, one.localPort(), 0);
    sight.owner(after, second().pid());
    sight.holds(!after.id().equals(before.id()), "another identity than " + before.id(), after);
    sight.holds(after.id().kind() != SocketId.Kind.TUPLE, "the kernel's identity", after);
  }

  @Test
  void socketInTimeWaitIsInAFullLookAndNotInAPoll() throws SourceException {
    needs(Capability.TIME_WAIT);
    Connection connection = connect("4", "127.0.0.1", "127.0.0.1");
    close(second(), connection.client());
    close(first(), connection.accepted());

    Sight full = look();
    OpenSocket remains = connection.clientEnd(full);
    full.holds(remains.state() == SocketState.TIME_WAIT, "state time_wait", remains);
    full.holds(!remains.ownership().isKnown(), "no owner any more", remains);
    Sight poll = look(SocketSource.Look.POLL);
    boolean gone = poll.hasNone(remains.local().port(), s -> s.state() == SocketState.TIME_WAIT);
    poll.holds(gone, "no time_wait in a poll", remains);
  }

  @Test
  void startOfTheOwnerIsWhatTheOperatingSystemSays() throws SourceException {
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    Sight sight = look();
    Owner owner = sight.owner(sight.socket(Protocol.TCP, listener.localPort(), 0), first().pid());

    Instant start = first().handle().info().startInstant().orElseThrow();
    Instant seen = Instant.EPOCH.plusNanos(owner.process().startNanos());
    assertThat(Duration.between(start, seen).abs()).isLessThan(startTolerance());
    assertThat(owner.process().id().startId()).isPositive();
    assertThat(owner.process().name()).startsWith("java");
  }

  /** On Linux the JDK knows the time of the boot in whole seconds only; it truncates to ms. */
  private static Duration startTolerance() {
    return Os.ofName(System.getProperty("os.name", "")) == Os.LINUX
        ? Duration.ofMillis(1100)
        : Duration.ofMillis(1).plusNanos(1);
  }

  @Test
  void creationTimeIsToldOnlyWhereDeclared() throws SourceException {
    Instant before = Instant.now();
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    Sight sight = look();
    OpenSocket socket = sight.socket(Protocol.TCP, listener.localPort(), 0);

    if (source().capabilities().contains(Capability.CREATION_TIME)) {
      Instant opened = Instant.EPOCH.plusNanos(socket.openedNanos());
      assertThat(opened).isBetween(before.minusMillis(20), Instant.now().plusMillis(20));
    } else {
      boolean isUnknown = socket.openedNanos() == ProcessRef.UNKNOWN;
      sight.holds(isUnknown, "no time that nobody promised", socket);
    }
  }

  @Test
  void socketWithoutSharedOwnersHasOneOwnerAtMost() throws SourceException {
    lacks(Capability.SHARED_OWNERS);
    Sight sight = look();

    for (OpenSocket socket : sight.snapshot().sockets()) {
      sight.holds(socket.ownership().owners().size() <= 1, "one owner at most", socket);
    }
  }

  @Test
  void everySocketIsToldOnce() throws SourceException {
    connect("4", "127.0.0.1", "127.0.0.1");
    open(first(), "udp-bind 6 ::");

    assertThat(look().snapshot().sockets()).extracting(OpenSocket::id).doesNotHaveDuplicates();
  }

  @Test
  void socketsOfTwoProcessesOnOnePortOfTwoAddressesKeepTheirOwners() throws SourceException {
    Reply one = open(first(), "tcp-listen 4 127.0.0.1");
    assumeTrue(hasV6(second()), "this machine has no IPv6 loopback");
    open(second(), "tcp-listen 6 ::1 " + one.localPort());

    Sight sight = look();
    List<OpenSocket> both = sight.sockets(Protocol.TCP, one.localPort(), 0);
    sight.owner(sight.socketOn(LOOPBACK.address(), both), first().pid());
    sight.owner(sight.socketOn(IpAddress.parse("::1"), both), second().pid());
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // the instance itself is what is promised
  void socketThatDidNotChangeIsTheSameInstanceInTheNextLook() throws SourceException {
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    OpenSocket before = look().socket(Protocol.TCP, listener.localPort(), 0);

    Sight sight = look(SocketSource.Look.POLL);
    OpenSocket after = sight.socket(Protocol.TCP, listener.localPort(), 0);
    sight.holds(after == before, "the same instance again", after);
  }

  @Test
  void processesThatVanishDisturbNoLook() throws Exception {
    Reply listener = open(first(), "tcp-listen 4 127.0.0.1");
    try (Vanishing vanishing = new Vanishing()) {
      for (int i = 0; i < 40; i++) {
        Sight sight = look(SocketSource.Look.POLL);
        sight.owner(sight.socket(Protocol.TCP, listener.localPort(), 0), first().pid());
      }
      assertThat(vanishing.count()).as("processes that vanished meanwhile").isPositive();
    }
  }

  @Test
  void lookSaysWhenItWasTakenAndWhoseAddressesThereWere() throws SourceException {
    long before = System.nanoTime();
    Snapshot snapshot = look().snapshot();

    assertThat(before).isLessThanOrEqualTo(snapshot.startedNanos());
    assertThat(snapshot.startedNanos()).isLessThanOrEqualTo(snapshot.finishedNanos());
    assertThat(snapshot.finishedNanos()).isLessThanOrEqualTo(System.nanoTime());
    assertThat(snapshot.addresses()).extracting(LocalAddress::ip).contains(LOOPBACK.address());
  }

  @Test
  void clockAndHostAreThoseOfThisMachine() {
    ClockReading clock = source().clock();
    HostIdentity host = source().host();

    assertThat(System.nanoTime() - clock.monotonic()).isBetween(0L, TimeUnit.SECONDS.toNanos(5));
    assertThat(Instant.EPOCH.plusNanos(clock.wall()))
        .isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(1));
    assertThat(host.name()).isNotBlank();
    assertThat(host.bootId()).isNotBlank();
    assertThat(host.kernel()).isNotBlank();
  }

  /** A connection between the two processes. */
  private record Connection(Reply listener, Reply client, Reply accepted) {
    OpenSocket clientEnd(Sight sight) {
      return sight.socket(Protocol.TCP, client.localPort(), listener.localPort());
    }

    OpenSocket serverEnd(Sight sight) {
      return sight.socket(Protocol.TCP, listener.localPort(), client.localPort());
    }
  }

  private Connection connect(String family, String listenOn, String connectTo) {
    assumeTrue(family.equals("4") || hasV6(first()), "this machine has no IPv6 loopback");
    Reply listener = open(first(), "tcp-listen " + family + " " + listenOn);
    String to = " " + connectTo + " " + listener.localPort();
    Reply client = open(second(), "tcp-connect " + family + to);
    return new Connection(listener, client, open(first(), "tcp-accept " + listener.socket()));
  }

  private static boolean hasV6(WorkloadProcess process) {
    try {
      process.ask("close " + process.ask("tcp-listen 6 ::1").socket());
      return true;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }
}
