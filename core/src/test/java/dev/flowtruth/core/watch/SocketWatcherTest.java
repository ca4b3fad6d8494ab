package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.creator;
import static dev.flowtruth.core.watch.Given.holder;
import static dev.flowtruth.core.watch.Given.tcp;
import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a watcher tells of a source that only polls. */
class SocketWatcherTest {
  private final WatchRun run = new WatchRun();
  private final FakeSource source = run.source;

  @Test
  void firstEventIsTheClockAndThenWhatWasThere() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    LocalAddress address = new LocalAddress(IpAddress.parse("10.0.0.1"), 24, 0, "eth0", 2);
    source.put(socket);
    source.addresses.add(address);
    long begin = run.time.nanos();
    run.run();
    TimeBounds byFirstLook = TimeBounds.by(begin + FakeSource.LOOK_NANOS);
    assertThat(run.events)
        .containsExactly(
            new ClockRead(((ClockRead) run.events.get(0)).reading(), null),
            new AddressChanged(address, true, byFirstLook),
            new Opened(socket, byFirstLook));
  }

  @Test
  void socketsThatDoNotChangeAreToldOnceAndSeenAtEveryLook() {
    source.put(tcpOwnedBy(1, 1000, 10));
    WatchStatistics done = run.thenNothing().thenNothing().run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.seen).hasSize(4).allMatch(sockets -> sockets.size() == 1);
    assertThat(done.passes()).isEqualTo(4);
  }

  @Test
  void newSocketOpenedBetweenTheLastLookWithoutItAndThisOne() {
    long firstLook = run.time.nanos();
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    run.then(() -> source.put(socket)).run();
    long secondLook = firstLook + WatchRun.PERIOD;
    assertThat(run.only(Opened.class).time())
        .isEqualTo(TimeBounds.between(firstLook, secondLook + FakeSource.LOOK_NANOS));
  }

  @Test
  void missingSocketClosedSinceTheBeginningOfTheLastLookThatHadIt() {
    long firstLook = run.time.nanos();
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(() -> source.remove(socket)).run();
    TimeBounds time =
        TimeBounds.between(firstLook, firstLook + WatchRun.PERIOD + FakeSource.LOOK_NANOS);
    Departure departure = new Departure(creator(10), time);
    assertThat(run.only(Closed.class))
        .isEqualTo(new Closed(socket, CloseCause.GONE, List.of(departure), -1, -1, time));
  }

  @Test
  void ownerWasLastSureWhenTheSourceLastReadHim() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    long read = run.time.nanos() - 7;
    source.readings.put(creator(10), read);
    run.then(() -> source.remove(socket)).run();
    assertThat(run.only(Closed.class).departures().get(0).time().after()).isEqualTo(read);
  }

  @Test
  void readingThatTheSourceForgotWithTheSocketIsTakenFromTheBeginning() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    long read = run.time.nanos() - 7;
    source.readings.put(creator(10), read);
    run.thenNothing()
        .then(
            () -> {
              source.remove(socket);
              source.readings.clear();
            })
        .run();
    assertThat(run.only(Closed.class).departures().get(0).time().after()).isEqualTo(read);
  }

  @Test
  void connectAndListenAreEndpointChanges() {
    OpenSocket bound = tcp(1, 1000).peer(Endpoint.NONE).state(SocketState.CLOSE).build();
    OpenSocket listening = bound.toBuilder().state(SocketState.LISTEN).build();
    OpenSocket connected =
        bound.toBuilder().peer(Endpoint.of("10.0.0.9", 9)).state(SocketState.ESTABLISHED).build();
    OpenSocket closing = connected.toBuilder().state(SocketState.CLOSE_WAIT).build();
    source.put(bound);
    run.then(() -> source.put(listening))
        .then(() -> source.put(connected))
        .then(() -> source.put(closing))
        .run();
    assertThat(run.told(EndpointChanged.class))
        .extracting(EndpointChanged::before, EndpointChanged::socket)
        .containsExactly(tuple(bound, listening), tuple(listening, connected));
  }

  @Test
  void endpointAndOwnerThatChangeTogetherAreToldOneAfterTheOther() {
    OpenSocket before = tcpOwnedBy(1, 1000, 10);
    OpenSocket after = tcpOwnedBy(1, 2000, 20);
    source.put(before);
    run.then(() -> source.put(after)).run();
    assertThat(run.only(EndpointChanged.class).socket())
        .isEqualTo(after.withOwnership(before.ownership()));
    assertThat(run.only(OwnerChanged.class).socket()).isEqualTo(after);
  }

  @Test
  void ownerWhoLeavesAndOwnerWhoComesAreOneChange() {
    long firstLook = run.time.nanos();
    OpenSocket before = tcp(1, 1000).ownership(Ownership.of(creator(10), holder(11))).build();
    OpenSocket after = tcp(1, 1000).ownership(Ownership.of(holder(11), holder(12))).build();
    source.put(before);
    run.then(() -> source.put(after)).run();
    TimeBounds time =
        TimeBounds.between(firstLook, firstLook + WatchRun.PERIOD + FakeSource.LOOK_NANOS);
    assertThat(run.only(OwnerChanged.class))
        .isEqualTo(
            new OwnerChanged(
                after, List.of(holder(12)), List.of(new Departure(creator(10), time)), time));
  }

  @Test
  void ownersInAnotherOrderAreNoChange() {
    source.put(tcp(1, 1000).ownership(Ownership.of(creator(10), holder(11))).build());
    run.then(
            () -> source.put(tcp(1, 1000).ownership(Ownership.of(holder(11), creator(10))).build()))
        .run();
    assertThat(run.told(OwnerChanged.class)).isEmpty();
  }

  @Test
  void execBringsANewImageAndNobodyLeaves() {
    ProcessRef shell = Given.process(10, 5, "sh");
    ProcessRef curl = Given.process(10, 5, "curl");
    Owner after = Owner.of(curl, Role.CREATOR);
    source.put(tcp(1, 1000).ownership(Ownership.of(Owner.of(shell, Role.CREATOR))).build());
    run.then(() -> source.put(tcp(1, 1000).ownership(Ownership.of(after)).build())).run();
    OwnerChanged change = run.only(OwnerChanged.class);
    assertThat(change.appeared()).containsExactly(after);
    assertThat(change.gone()).isEmpty();
  }

  @Test
  void orphanLosesItsOwners() {
    source.put(tcpOwnedBy(1, 1000, 10));
    Ownership nobody = Ownership.absent(Reason.SEEN_WITHOUT_OWNER);
    run.then(() -> source.put(tcp(1, 1000).ownership(nobody).build())).run();
    OwnerChanged change = run.only(OwnerChanged.class);
    assertThat(change.gone()).extracting(Departure::owner).containsExactly(creator(10));
    assertThat(change.socket().ownership()).isEqualTo(nobody);
  }

  @Test
  void ownerFoundLateMayHaveHeldTheSocketFromItsOpeningOn() {
    source.put(tcp(1, 1000).build());
    run.then(() -> source.put(tcpOwnedBy(1, 1000, 10))).run();
    assertThat(run.only(OwnerChanged.class).time().after())
        .isEqualTo(run.only(Opened.class).time().after());
  }

  @Test
  void socketInTimeWaitIsAClosedOne() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(() -> source.put(socket.toBuilder().state(SocketState.TIME_WAIT).build())).run();
    assertThat(run.only(Closed.class).cause()).isEqualTo(CloseCause.GONE);
  }

  @Test
  void socketThatOneLookMissedIsOpenedAgain() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(() -> source.remove(socket)).then(() -> source.put(socket)).run();
    assertThat(run.told(Opened.class)).hasSize(2);
    assertThat(run.told(Closed.class)).hasSize(1);
  }

  @Test
  void addressesComeAndGo() {
    LocalAddress address = new LocalAddress(IpAddress.parse("10.0.0.1"), 24, 0, "eth0", 2);
    run.then(() -> source.addresses.add(address)).then(source.addresses::clear).run();
    assertThat(run.told(AddressChanged.class))
        .extracting(AddressChanged::present)
        .containsExactly(true, false);
  }

  @Test
  void clockIsToldAgainAfterAStepAndAfterASuspend() {
    run.then(() -> source.wallOffset += 2_000_000)
        .then(() -> source.wallOffset += 500_000) // below the tolerance
        .then(() -> source.suspended += 2_000_000)
        .run();
    List<ClockRead> readings = run.told(ClockRead.class);
    assertThat(readings).hasSize(3);
    assertThat(readings.get(1).previous()).isEqualTo(readings.get(0).reading());
    assertThat(readings.get(2).previous()).isEqualTo(readings.get(1).reading());
  }

  @Test
  void clockThatDriftsIsToldWhenItDriftedTooFar() {
    for (int i = 0; i < 11; i++) {
      run.then(() -> source.wallOffset += 100_000);
    }
    run.run();
    assertThat(run.told(ClockRead.class)).hasSize(2);
  }

  @Test
  void openSocketsAreToldAtTheEndOnlyWhenAskedFor() {
    source.put(tcpOwnedBy(1, 1000, 10));
    source.readings.put(creator(10), 42L);
    WatchStatistics done = run.run(builder -> builder.tellOpenAtEnd(true));
    Closed end = run.only(Closed.class);
    assertThat(end.cause()).isEqualTo(CloseCause.WATCH_ENDED);
    assertThat(end.departures())
        .containsExactly(new Departure(creator(10), TimeBounds.between(42, end.time().at())));
    assertThat(done.closed()).isZero();
  }

  @Test
  void whatEndedBeforeTheStopIsClosed() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.run(builder -> builder.onReady(source.open::clear));
    assertThat(run.only(Closed.class).cause()).isEqualTo(CloseCause.GONE);
  }

  @Test
  void readyIsCalledOnceAfterAllOfTheFirstLookWasTold() {
    source.put(tcpOwnedBy(1, 1000, 10));
    List<Integer> toldWhenReady = new ArrayList<>();
    run.thenNothing().run(builder -> builder.onReady(() -> toldWhenReady.add(run.events.size())));
    assertThat(toldWhenReady).containsExactly(2);
  }

  @Test
  void periodZeroLooksWithoutSleeping() {
    List<SocketWatcher> watchers = new ArrayList<>();
    source.duringLook =
        () -> {
          if (source.looks == 50) {
            watchers.get(0).stop();
          }
        };
    SocketWatcher watcher =
        SocketWatcher.builder(source)
            .period(Duration.ZERO)
            .nanoTime(run.time::nanos)
            .sleeper(run.time)
            .build();
    watchers.add(watcher);
    watcher.run();
    assertThat(source.looks).isEqualTo(51);
    assertThat(run.time.sleeps).isEmpty();
  }

  @Test
  void looksBeginOnePeriodApart() {
    List<Long> begins = new ArrayList<>();
    source.duringLook = () -> begins.add(run.time.nanos());
    run.thenNothing().run();
    assertThat(begins.get(1) - begins.get(0)).isEqualTo(WatchRun.PERIOD);
  }

  @Test
  void watcherStoppedBeforeItRanTakesOneLook() {
    source.put(tcpOwnedBy(1, 1000, 10));
    SocketWatcher watcher = SocketWatcher.builder(source).listener(run.listener).build();
    watcher.stop();
    watcher.run();
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(source.looks).isEqualTo(1);
  }

  @Test
  void watcherClosedBeforeItRanLeavesTheSourceAlone() {
    SocketWatcher watcher = SocketWatcher.builder(source).listener(run.listener).build();
    watcher.close();
    watcher.run();
    assertThat(source.looks).isZero();
    assertThat(run.events).isEmpty();
  }

  @Test
  void watcherRunsOnce() {
    SocketWatcher watcher = SocketWatcher.builder(source).build();
    watcher.stop();
    watcher.run();
    assertThatThrownBy(watcher::run).hasMessage("a watcher runs once");
  }

  @Test
  void negativePeriodIsRefused() {
    WatcherBuilder builder = SocketWatcher.builder(source);
    assertThatThrownBy(() -> builder.period(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
