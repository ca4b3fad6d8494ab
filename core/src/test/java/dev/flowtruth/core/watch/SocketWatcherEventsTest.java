package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.creator;
import static dev.flowtruth.core.watch.Given.holder;
import static dev.flowtruth.core.watch.Given.ownedBy;
import static dev.flowtruth.core.watch.Given.tcp;
import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How a watcher joins what looks find with what events tell. */
class SocketWatcherEventsTest {
  private final WatchRun run = new WatchRun();
  private final FakeSource source = run.source;

  private TimeBounds now() {
    return TimeBounds.exact(run.time.nanos());
  }

  private void tellClosed(OpenSocket socket) {
    source.events.add(new Closed(socket, CloseCause.CLOSED, List.of(), 7, 9, now()));
  }

  private void tellOpened(OpenSocket socket) {
    source.events.add(new Opened(socket, now()));
  }

  private void onlyEvents() {
    source.capabilities = Set.of(Capability.TCP, Capability.EVENTS);
    source.drainAgain = Duration.ofMillis(10).toNanos();
  }

  @Test
  void socketThatNoLookSawIsOpenedAndClosedByItsEnd() {
    long firstLook = run.time.nanos();
    OpenSocket socket = tcp(1, 1000).build();
    WatchStatistics done = run.then(() -> tellClosed(socket)).run();
    Closed end = run.only(Closed.class);
    assertThat(run.only(Opened.class))
        .isEqualTo(new Opened(socket, TimeBounds.between(firstLook, end.time().at())));
    assertThat(end.bytesSent()).isEqualTo(7);
    assertThat(end.bytesReceived()).isEqualTo(9);
    assertThat(done.seenWithoutOwner()).isEqualTo(1);
  }

  @Test
  void lookThatMayHaveComeAfterTheEndProvesNoOpening() {
    long firstLook = run.time.nanos();
    OpenSocket socket = tcp(1, 1000).build();
    AtomicLong beforeTheSecondLook = new AtomicLong();
    run.then(() -> beforeTheSecondLook.set(run.time.nanos()))
        .then(
            () -> {
              TimeBounds late = TimeBounds.between(beforeTheSecondLook.get(), run.time.nanos());
              source.events.add(new Closed(socket, CloseCause.CLOSED, List.of(), -1, -1, late));
            })
        .run();
    assertThat(run.only(Opened.class).time().after()).isEqualTo(firstLook);
  }

  @Test
  void endThatAnEventTellsIsExactAndKnowsTheOwner() {
    OpenSocket known = tcpOwnedBy(1, 1000, 10);
    source.put(known);
    run.then(
            () -> {
              source.remove(known);
              tellClosed(tcp(1, 1000).build());
            })
        .run();
    Closed end = run.only(Closed.class);
    assertThat(end.socket()).isEqualTo(known);
    assertThat(end.cause()).isEqualTo(CloseCause.CLOSED);
    assertThat(end.time().isExact()).isTrue();
    assertThat(end.departures()).extracting(Departure::owner).containsExactly(creator(10));
  }

  @Test
  void endIsNotEarlierThanTheLastSight() {
    OpenSocket known = tcpOwnedBy(1, 1000, 10);
    long firstLook = run.time.nanos();
    source.put(known);
    run.then(
            () -> {
              TimeBounds loose = TimeBounds.by(run.time.nanos());
              source.remove(known);
              source.events.add(new Closed(known, CloseCause.CLOSED, List.of(), -1, -1, loose));
            })
        .run();
    assertThat(run.only(Closed.class).time().after()).isEqualTo(firstLook);
  }

  @Test
  void departureThatTheSourceToldIsKept() {
    OpenSocket known = tcpOwnedBy(1, 1000, 10);
    source.put(known);
    Departure exact = new Departure(creator(10), TimeBounds.exact(5));
    run.then(
            () ->
                source.events.add(
                    new Closed(known, CloseCause.CLOSED, List.of(exact), -1, -1, now())))
        .run();
    assertThat(run.only(Closed.class).departures()).containsExactly(exact);
  }

  @Test
  void lookThatBeganBeforeTheEndDoesNotOpenTheSocketAgain() {
    OpenSocket inode = tcpOwnedBy(0, 1000, 10).toBuilder().id(SocketId.ofInode(5)).build();
    source.put(inode);
    run.then(
            () ->
                source.duringLook =
                    () -> {
                      source.duringLook = () -> {};
                      source.remove(inode);
                      tellClosed(inode);
                    })
        .thenNothing()
        .run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.told(Closed.class)).hasSize(1);
    assertThat(run.seen.get(1)).isEmpty();
  }

  @Test
  void socketThatALookFoundWhileItEndedKeepsItsOwner() {
    OpenSocket found = tcpOwnedBy(1, 1000, 10);
    run.then(
            () -> {
              source.put(found);
              source.duringLook =
                  () -> {
                    source.duringLook = () -> {};
                    source.remove(found);
                    tellClosed(tcp(1, 1000).build());
                  };
            })
        .run();
    assertThat(run.only(Opened.class).socket()).isEqualTo(found);
    assertThat(run.only(Closed.class).socket()).isEqualTo(found);
  }

  @Test
  void endThatALookNoticedIsNotToldAgainByItsEvent() {
    OpenSocket known = tcpOwnedBy(1, 1000, 10);
    source.put(known);
    run.then(() -> source.remove(known)).then(() -> tellClosed(known)).run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.only(Closed.class).cause()).isEqualTo(CloseCause.GONE);
  }

  @Test
  void remainsOfAClosedSocketAreNotOpenedAgain() {
    OpenSocket known = tcpOwnedBy(1, 1000, 10);
    source.put(known);
    run.then(() -> tellClosed(known)).thenNothing().run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.told(Closed.class)).hasSize(1);
  }

  @Test
  void identityThatIsReusedIsAnotherSocket() {
    OpenSocket first = tcpOwnedBy(0, 1000, 10).toBuilder().id(SocketId.ofInode(5)).build();
    OpenSocket second = tcpOwnedBy(0, 2000, 20).toBuilder().id(SocketId.ofInode(5)).build();
    source.put(first);
    run.then(
            () -> {
              source.remove(first);
              tellClosed(first);
            })
        .then(() -> source.put(second))
        .run();
    assertThat(run.told(Opened.class)).extracting(Opened::socket).containsExactly(first, second);
  }

  @Test
  void endOfAnEarlierLifeDoesNotEndTheNextOne() {
    OpenSocket second = tcpOwnedBy(0, 2000, 20).toBuilder().id(SocketId.ofInode(5)).build();
    TimeBounds early = TimeBounds.exact(run.time.nanos() - 1);
    run.then(() -> source.put(second))
        .then(
            () ->
                source.events.add(new Closed(second, CloseCause.CLOSED, List.of(), -1, -1, early)))
        .run();
    assertThat(run.told(Closed.class)).isEmpty();
  }

  @Test
  void eventsAreDrainedAsOftenAsTheSourceAsksFor() {
    source.drainAgain = WatchRun.PERIOD / 4;
    run.thenNothing().thenNothing().thenNothing().run();
    assertThat(run.time.sleeps.subList(0, 3)).containsOnly(WatchRun.PERIOD / 4);
    assertThat(source.drains).isGreaterThan(source.looks * 2);
  }

  @Test
  void sourceOfEventsIsLookedAtInTheBeginningOnly() {
    onlyEvents();
    for (int i = 0; i < 30; i++) {
      run.thenNothing();
    }
    run.run();
    assertThat(source.looks).isEqualTo(1);
  }

  @Test
  void lossIsToldAndMendedByALookAtOnce() {
    onlyEvents();
    OpenSocket missed = tcpOwnedBy(1, 1000, 10);
    Lost loss = new Lost("events", 3, 0, TimeBounds.exact(5));
    long[] when = new long[1];
    WatchStatistics done =
        run.then(
                () -> {
                  source.put(missed);
                  source.events.add(loss);
                  when[0] = run.time.nanos();
                })
            .run();
    assertThat(run.only(Lost.class)).isEqualTo(loss);
    assertThat(run.only(Opened.class).socket()).isEqualTo(missed);
    assertThat(run.only(Opened.class).time().at() - when[0]).isLessThan(source.drainAgain);
    assertThat(done.lost()).isEqualTo(3);
    assertThat(source.looks).isEqualTo(2);
  }

  @Test
  void socketThatOpenedDuringTheLookIsNotTakenForGone() {
    onlyEvents();
    OpenSocket late = tcpOwnedBy(1, 1000, 10);
    source.duringLook = () -> tellOpened(late);
    run.run();
    assertThat(run.only(Opened.class).time().isExact()).isTrue();
    assertThat(run.told(Closed.class)).isEmpty();
  }

  @Test
  void eventIsNewerThanTheLookThatItCameIn() {
    onlyEvents();
    OpenSocket old = tcpOwnedBy(1, 1000, 10);
    OpenSocket moved = old.toBuilder().peer(Endpoint.of("10.0.0.9", 9)).build();
    source.put(old);
    source.duringLook =
        () -> {
          tellOpened(old);
          source.events.add(new EndpointChanged(moved, old, now()));
        };
    run.run();
    assertThat(run.only(EndpointChanged.class).socket()).isEqualTo(moved);
    assertThat(run.events.get(run.events.size() - 1)).isInstanceOf(EndpointChanged.class);
  }

  @Test
  void openedEventOfAKnownSocketTellsOnlyWhatIsNew() {
    onlyEvents();
    source.put(tcp(1, 1000).build());
    OpenSocket owned = tcpOwnedBy(1, 1000, 10);
    run.then(() -> tellOpened(owned)).run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.only(OwnerChanged.class).appeared()).containsExactly(creator(10));
  }

  @Test
  void ownerEventPassesWithItsOwnTimes() {
    onlyEvents();
    OpenSocket before = tcpOwnedBy(1, 1000, 10);
    OpenSocket after = before.withOwnership(Ownership.of(holder(11)));
    List<Departure> gone = List.of(new Departure(creator(10), TimeBounds.exact(77)));
    source.put(before);
    run.then(
            () ->
                source.events.add(
                    new OwnerChanged(after, List.of(holder(11)), gone, TimeBounds.exact(78))))
        .run();
    assertThat(run.only(OwnerChanged.class))
        .isEqualTo(new OwnerChanged(after, List.of(holder(11)), gone, TimeBounds.exact(78)));
  }

  @Test
  void changeOfAnUnknownSocketOpensItFirst() {
    onlyEvents();
    OpenSocket socket = tcp(1, 1000).ownership(ownedBy(10)).build();
    run.then(() -> source.events.add(new EndpointChanged(socket, socket, now()))).run();
    assertThat(run.only(Opened.class).socket()).isEqualTo(socket);
    assertThat(run.told(EndpointChanged.class)).isEmpty();
  }

  @Test
  void addressThatAnEventToldIsNotToldAgainByTheLook() {
    LocalAddress address = new LocalAddress(IpAddress.parse("10.0.0.1"), 24, 0, "eth0", 2);
    run.then(
            () -> {
              source.addresses.add(address);
              source.events.add(new AddressChanged(address, true, now()));
            })
        .run();
    assertThat(run.told(AddressChanged.class)).hasSize(1);
  }

  @Test
  void brokenStreamIsOneGapAndLooksStandInForIt() {
    onlyEvents();
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    run.then(
            () -> {
              source.drainFailure = new SourceException("recv: ENOBUFS");
              source.put(socket);
            })
        .thenNothing()
        .thenNothing()
        .then(() -> source.drainFailure = null)
        .thenNothing();
    WatchStatistics done = run.run();
    List<GapSeen> gaps = run.told(GapSeen.class);
    assertThat(gaps).hasSize(2).allMatch(gap -> gap.gap().why().equals("recv: ENOBUFS"));
    assertThat(gaps.get(1).time().after()).isEqualTo(gaps.get(0).time().after());
    assertThat(gaps.get(1).time().at()).isGreaterThan(gaps.get(0).time().at());
    assertThat(run.only(Opened.class).socket()).isEqualTo(socket);
    assertThat(done.failures()).isGreaterThanOrEqualTo(3);
  }
}
