package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.creator;
import static dev.flowtruth.core.watch.Given.holder;
import static dev.flowtruth.core.watch.Given.tcp;
import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ConnectionKey;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * NFStream's system visibility had fifteen defects (commit 3ee4638). Each has a test here that
 * would fail on its logic, as far as keys, cache and events can show it; what belongs to labels is
 * tested there.
 */
class NfstreamDefectsTest {
  private final WatchRun run = new WatchRun();
  private final FakeSource source = run.source;

  private static ConnectionKey key(int protocol, Endpoint one, Endpoint other) {
    return new ConnectionKey(protocol, one, other, 0);
  }

  /** It built keys from the first two characters of an address. */
  @Test
  void defect01_keysUseTheWholeAddress() {
    Endpoint local = Endpoint.of("192.168.43.18", 59339);
    assertThat(key(6, local, Endpoint.of("184.73.244.37", 443)))
        .isNotEqualTo(key(6, local, Endpoint.of("185.60.112.157", 443)));
  }

  /** A process that ended between table and lookup killed its poller for good, in silence. */
  @Test
  void defect02_errorOfOneEnumerationIsToldAndTheWatchGoesOn() {
    WatchStatistics done =
        run.then(() -> source.defect = new IllegalStateException("no such process"))
            .then(
                () -> {
                  source.defect = null;
                  source.lookFailure = new SourceException("readlinkat /proc/7/fd/3: ENOENT");
                })
            .then(
                () -> {
                  source.lookFailure = null;
                  source.put(tcpOwnedBy(1, 1000, 10));
                })
            .run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.told(GapSeen.class)).isNotEmpty();
    assertThat(done.failures()).isEqualTo(2);
  }

  /** Its cache knew the tuple alone: within the timeout, reuse kept the old label. */
  @Test
  void defect03_portReuseWithinTheTimeoutIsAnotherConnection() {
    OpenSocket first = tcpOwnedBy(1, 1000, 10);
    OpenSocket second = tcpOwnedBy(2, 1000, 20);
    throughCache(first, second);
    assertThat(ConnectionKey.of(first)).isEqualTo(ConnectionKey.of(second));
    assertThat(run.told(Opened.class)).extracting(Opened::socket).containsExactly(first, second);
    assertThat(run.only(Closed.class).socket()).isEqualTo(first);
  }

  @Test
  void defect03_ownerChangeWithinTheTimeoutIsSeen() {
    throughCache(tcpOwnedBy(1, 1000, 10), tcpOwnedBy(1, 1000, 20));
    OwnerChanged change = run.only(OwnerChanged.class);
    assertThat(change.appeared()).containsExactly(creator(20));
    assertThat(change.gone()).extracting(Departure::owner).containsExactly(creator(10));
  }

  @Test
  void defect03_execWithinTheTimeoutIsSeen() {
    Owner shell = Owner.of(Given.process(10, 5, "sh"), Role.CREATOR);
    Owner curl = Owner.of(Given.process(10, 5, "curl"), Role.CREATOR);
    throughCache(
        tcp(1, 1000).ownership(Ownership.of(shell)).build(),
        tcp(1, 1000).ownership(Ownership.of(curl)).build());
    assertThat(run.only(OwnerChanged.class).appeared()).containsExactly(curl);
  }

  /** First one socket, at the next look the other. */
  private void throughCache(OpenSocket first, OpenSocket second) {
    ConnectionCache cache =
        new ConnectionCache(CacheLimits.defaults(), run.time::nanos, run.listener);
    source.put(first);
    SocketWatcher watcher =
        SocketWatcher.builder(source)
            .nanoTime(run.time::nanos)
            .sleeper(run.time)
            .listener(cache)
            .build();
    run.then(
            () -> {
              source.open.clear();
              source.put(second);
            })
        .then(watcher::stop);
    watcher.run();
  }

  /** A pid that was reused between table and lookup got the newcomer's name. */
  @Test
  void defect04_reusedPidIsAnotherProcess() {
    Owner old = Owner.of(Given.process(10, 1, "old"), Role.CREATOR);
    Owner young = Owner.of(Given.process(10, 2, "young"), Role.CREATOR);
    source.put(tcp(1, 1000).ownership(Ownership.of(old)).build());
    run.then(() -> source.put(tcp(1, 1000).ownership(Ownership.of(young)).build())).run();
    OwnerChanged change = run.only(OwnerChanged.class);
    assertThat(change.gone()).extracting(Departure::owner).containsExactly(old);
    assertThat(change.appeared()).containsExactly(young);
  }

  /** It dropped every socket without a remote address. */
  @Test
  void defect05_unconnectedAndListeningSocketsAreTold() {
    OpenSocket dns =
        OpenSocket.builder(Protocol.UDP, Endpoint.of("0.0.0.0", 53), Endpoint.NONE)
            .cookie(1)
            .state(SocketState.UNCONNECTED)
            .build();
    OpenSocket server =
        OpenSocket.builder(Protocol.TCP, Endpoint.of("::", 80), Endpoint.NONE_V6)
            .cookie(2)
            .state(SocketState.LISTEN)
            .build();
    source.put(dns);
    source.put(server);
    run.run();
    assertThat(run.told(Opened.class)).extracting(Opened::socket).containsExactly(dns, server);
  }

  /** {@code ::ffff:a.b.c.d} never matched the IPv4 flow. */
  @Test
  void defect06_v4MappedSocketHasTheKeyOfTheIpv4Flow() {
    OpenSocket dualStack =
        OpenSocket.builder(
                Protocol.TCP,
                Endpoint.of("::ffff:10.0.0.1", 80),
                Endpoint.of("::ffff:10.0.0.2", 40000))
            .build();
    assertThat(ConnectionKey.of(dualStack))
        .isEqualTo(key(6, Endpoint.of("10.0.0.2", 40000), Endpoint.of("10.0.0.1", 80)));
  }

  /** The same link-local pair on two interfaces was one key. */
  @Test
  void defect07_linkLocalTwinsOnTwoInterfacesStayTwo() {
    assertThat(key(6, Endpoint.of("fe80::1%2", 1), Endpoint.of("fe80::2%2", 2)))
        .isNotEqualTo(key(6, Endpoint.of("fe80::1%3", 1), Endpoint.of("fe80::2%3", 2)));
  }

  /** A socket held by several got one arbitrary pid. */
  @Test
  void defect08_everyHolderOfASharedSocketIsNamed() {
    Ownership parentAndChild = Ownership.of(creator(10), holder(11));
    source.put(tcp(1, 1000).ownership(parentAndChild).build());
    run.run();
    assertThat(run.only(Opened.class).socket().ownership().owners())
        .containsExactly(creator(10), holder(11));
  }

  /** Both ends of a loopback connection were one entry with one arbitrary owner. */
  @Test
  void defect09_bothEndsOfALoopbackConnectionKeepTheirOwner() {
    Endpoint client = Endpoint.of("127.0.0.1", 40000);
    Endpoint server = Endpoint.of("127.0.0.1", 80);
    OpenSocket near =
        OpenSocket.builder(Protocol.TCP, client, server)
            .cookie(1)
            .ownership(Given.ownedBy(10))
            .build();
    OpenSocket far =
        OpenSocket.builder(Protocol.TCP, server, client)
            .cookie(2)
            .ownership(Given.ownedBy(20))
            .build();
    ConnectionCache cache = new ConnectionCache(event -> {});
    cache.onSeen(List.of(near, far), TimeBounds.exact(1));
    assertThat(cache.find(ConnectionKey.of(near))).containsExactly(near, far);
  }

  /** What it had no right to see was missing in silence, and so was every other protocol. */
  @Test
  void defect10_whatCannotBeSeenIsSaid() {
    OpenSocket foreign = tcp(1, 1000).ownership(Ownership.absent(Reason.NO_PERMISSION)).build();
    Gap gap = new Gap("namespace 99", "setns: EPERM", Reason.OTHER_NAMESPACE, 99, 1);
    source.put(foreign);
    source.gaps.add(gap);
    run.run();
    assertThat(run.only(Opened.class).socket()).isEqualTo(foreign);
    assertThat(run.told(GapSeen.class)).isNotEmpty().allMatch(told -> told.gap().equals(gap));
  }

  @Test
  void defect10_otherProtocolsKeepTheirNumberInTheKey() {
    Endpoint one = Endpoint.of("10.0.0.1", 1);
    Endpoint other = Endpoint.of("10.0.0.2", 2);
    assertThat(List.of(1, 6, 17, 58, 132, 136))
        .extracting(number -> key(number, one, other))
        .doesNotHaveDuplicates()
        .extracting(ConnectionKey::protocolNumber)
        .containsExactly(1, 6, 17, 58, 132, 136);
  }

  @Test
  void defect10_sameTupleInTwoNamespacesIsTwoConnections() {
    OpenSocket here = tcp(1, 1000).netns(1).build();
    OpenSocket there = tcp(2, 1000).netns(2).build();
    assertThat(ConnectionKey.of(here)).isNotEqualTo(ConnectionKey.of(there));
  }

  /** Labels had no time: a later flow on the same tuple got the earlier owner. */
  @Test
  void defect11_laterSocketOnTheSameTupleHasALifeOfItsOwn() {
    OpenSocket first = tcpOwnedBy(1, 1000, 10);
    OpenSocket second = tcpOwnedBy(2, 1000, 20);
    source.put(first);
    run.then(() -> source.remove(first)).then(() -> source.put(second)).run();
    Closed end = run.only(Closed.class);
    Opened next = run.told(Opened.class).get(1);
    assertThat(run.events.indexOf(end)).isLessThan(run.events.indexOf(next));
    assertThat(end.socket()).isEqualTo(first);
    assertThat(end.departures()).extracting(Departure::owner).containsExactly(creator(10));
    assertThat(next.socket()).isEqualTo(second);
    assertThat(next.time().after()).isGreaterThan(end.time().after());
  }

  /** A full queue blocked its poller. */
  @Test
  void defect12_subscriberWhoNeverReadsBlocksNoLook() {
    SocketEventPublisher publisher = new SocketEventPublisher(Runnable::run, 2);
    publisher.subscribe(new NeverRequests());
    for (int cookie = 1; cookie <= 100; cookie++) {
      OpenSocket socket = tcpOwnedBy(cookie, cookie, 10);
      run.then(() -> source.put(socket));
    }
    WatchStatistics done = run.run(builder -> builder.listener(publisher));
    assertThat(done.passes()).isEqualTo(102);
    assertThat(publisher.dropped()).isEqualTo(99); // the clock and 100 sockets less the buffer
  }

  /** A wall clock set back suppressed its scans. */
  @Test
  void defect12_wallClockSetBackSuppressesNoScan() {
    List<SocketEvent> told = new ArrayList<>();
    CacheLimits limits = CacheLimits.ofIdleTimeout(Duration.ofSeconds(1));
    ConnectionCache cache = new ConnectionCache(limits, run.time::nanos, told::add);
    run.then(
            () -> {
              source.wallOffset -= Duration.ofHours(1).toNanos();
              cache.onEvent(new Opened(tcpOwnedBy(1, 1, 1), TimeBounds.exact(1)));
              run.time.advance(Duration.ofSeconds(6).toNanos());
            })
        .run(builder -> builder.listener(cache));
    assertThat(told.stream().filter(Closed.class::isInstance)).hasSize(1);
    assertThat(run.told(ClockRead.class)).hasSize(2);
  }

  /** Its budget of 1,000 removed 1,001. */
  @Test
  void defect12_scanRemovesExactlyItsBudget() {
    List<SocketEvent> told = new ArrayList<>();
    ConnectionCache cache = new ConnectionCache(CacheLimits.defaults(), run.time::nanos, told::add);
    IntStream.rangeClosed(1, 1001)
        .mapToObj(cookie -> new Opened(tcpOwnedBy(cookie, 1, 1), TimeBounds.exact(1)))
        .forEach(cache::onEvent);
    run.time.advance(Duration.ofMinutes(3).toNanos());
    assertThat(cache.scan()).isEqualTo(1000);
    assertThat(cache.size()).isEqualTo(1);
  }

  /** Its meters began before the first snapshot. */
  @Test
  void defect13_readyMeansThatAllThatWasThereHasBeenTold() {
    IntStream.rangeClosed(1, 50).forEach(cookie -> source.put(tcpOwnedBy(cookie, cookie, 10)));
    int[] opened = {-1};
    run.run(builder -> builder.onReady(() -> opened[0] = run.told(Opened.class).size()));
    assertThat(opened[0]).isEqualTo(50);
  }

  /** It knew a pid and a short name. */
  @Test
  void defect14_ownerIsAProcessWithItsWholeIdentity() {
    ProcessRef process =
        ProcessRef.builder(new ProcessId(10, 4711))
            .startNanos(1)
            .name("a-name-that-is-longer-than-15")
            .comm("a-name-that-is-")
            .executable("/opt/a-name-that-is-longer-than-15")
            .uid(1000)
            .user("ann")
            .parents(List.of(new ProcessRef.Ancestor(1, "init")))
            .build();
    Owner owner = Owner.of(process, Role.CREATOR);
    source.put(tcp(1, 1000).ownership(Ownership.of(owner)).build());
    run.run();
    assertThat(run.only(Opened.class).socket().ownership().owners()).containsExactly(owner);
  }

  @Test
  void defect14_missHasAReason() {
    OpenSocket cameAndWent = tcp(1, 1000).build();
    WatchStatistics done =
        run.then(
                () ->
                    source.events.add(
                        new Closed(
                            cameAndWent,
                            CloseCause.CLOSED,
                            List.of(),
                            -1,
                            -1,
                            TimeBounds.exact(run.time.nanos()))))
            .run();
    assertThat(run.only(Closed.class).socket().ownership().absence())
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
    assertThat(done.seenWithoutOwner()).isEqualTo(1);
  }

  /** It walked every descriptor of every process at every poll. */
  @Test
  void defect15_nothingIsAskedAgainAboutASocketThatDidNotChange() {
    IntStream.rangeClosed(1, 100).forEach(cookie -> source.put(tcpOwnedBy(cookie, cookie, 10)));
    for (int look = 0; look < 50; look++) {
      run.thenNothing();
    }
    run.run();
    assertThat(source.readingsAsked).isEqualTo(100);
    assertThat(run.events).hasSize(101);
  }

  /** Takes a subscription and nothing else. */
  private static final class NeverRequests implements Flow.Subscriber<SocketEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(SocketEvent event) {
      throw new AssertionError("nothing was requested");
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }
}
