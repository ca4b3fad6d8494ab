package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.NETNS;
import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a watcher does when the source, a listener or the thread makes trouble. */
class SocketWatcherTroubleTest {
  private final WatchRun run = new WatchRun();
  private final FakeSource source = run.source;

  private Gap gap(Reason reason, long netns) {
    return new Gap("sockets", "setns: EPERM", reason, netns, run.time.nanos());
  }

  @Test
  void failedLookIsAGapFromTheLastGoodLookToTheNext() {
    long firstLook = run.time.nanos();
    source.put(tcpOwnedBy(1, 1000, 10));
    WatchStatistics done =
        run.then(() -> source.lookFailure = new SourceException("sendmsg: EPERM"))
            .thenNothing()
            .then(() -> source.lookFailure = null)
            .run();
    List<GapSeen> gaps = run.told(GapSeen.class);
    assertThat(gaps).hasSize(2);
    assertThat(gaps.get(0).gap().why()).isEqualTo("sendmsg: EPERM");
    assertThat(gaps.get(0).gap().reason()).isEqualTo(Reason.LOST_EVENTS);
    assertThat(gaps).allMatch(gap -> gap.time().after() == firstLook);
    assertThat(gaps.get(1).time().at()).isGreaterThan(gaps.get(0).time().at());
    assertThat(run.told(Opened.class)).hasSize(1);
    assertThat(run.told(Closed.class)).isEmpty();
    assertThat(done.failures()).isEqualTo(2);
    assertThat(done.lastFailure()).isEqualTo("sendmsg: EPERM");
  }

  @Test
  void defectOfASourceDoesNotEndTheWatch() {
    WatchStatistics done =
        run.then(() -> source.defect = new IllegalStateException("off by one"))
            .then(() -> source.defect = null)
            .then(() -> source.put(tcpOwnedBy(1, 1000, 10)))
            .run();
    assertThat(done.failures()).isEqualTo(1);
    assertThat(done.lastFailure()).contains("IllegalStateException: off by one");
    assertThat(run.told(Opened.class)).hasSize(1);
  }

  @Test
  void repeatedFailuresAreTriedMoreSlowlyButAtLeastOnceASecond() {
    source.lookFailure = new SourceException("EIO");
    for (int i = 0; i < 7; i++) {
      run.thenNothing();
    }
    run.run();
    assertThat(run.time.sleeps)
        .extracting(nanos -> Duration.ofNanos(nanos).toMillis())
        .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L, 1000L);
  }

  @Test
  void firstLookThatFailsDelaysReadiness() {
    source.lookFailure = new SourceException("EIO");
    int[] looksWhenReady = {0};
    run.then(() -> source.lookFailure = null)
        .run(builder -> builder.onReady(() -> looksWhenReady[0] = source.looks));
    assertThat(looksWhenReady[0]).isEqualTo(2);
  }

  @Test
  void gapThatLastsIsToldTwiceAndNotAtEveryLook() {
    run.then(() -> source.gaps.add(gap(Reason.OTHER_NAMESPACE, 99)))
        .thenNothing()
        .thenNothing()
        .then(source.gaps::clear)
        .run();
    List<GapSeen> gaps = run.told(GapSeen.class);
    assertThat(gaps).hasSize(2);
    assertThat(gaps.get(1).time().at() - gaps.get(0).time().at()).isEqualTo(3 * WatchRun.PERIOD);
  }

  @Test
  void gapThatLastsToTheEndIsToldWholeThen() {
    source.gaps.add(gap(Reason.OTHER_NAMESPACE, 99));
    run.thenNothing().run();
    List<GapSeen> gaps = run.told(GapSeen.class);
    assertThat(gaps).hasSize(2);
    assertThat(gaps.get(1).time().at()).isEqualTo(run.time.nanos());
  }

  @Test
  void socketThatAGapMayHideIsNotClosed() {
    long firstLook = run.time.nanos();
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(
            () -> {
              source.remove(socket);
              source.gaps.add(gap(Reason.LOST_EVENTS, NETNS));
            })
        .then(source.gaps::clear)
        .run();
    long thirdLook = firstLook + 2 * WatchRun.PERIOD;
    assertThat(run.only(Closed.class).time())
        .isEqualTo(TimeBounds.between(firstLook, thirdLook + FakeSource.LOOK_NANOS));
  }

  @Test
  void socketThatAppearsAfterAGapMayHaveOpenedWithinIt() {
    long firstLook = run.time.nanos();
    run.then(() -> source.gaps.add(gap(Reason.LOST_EVENTS, NETNS)))
        .then(() -> source.gaps.set(0, gap(Reason.LOST_EVENTS, 0)))
        .then(
            () -> {
              source.gaps.clear();
              source.put(tcpOwnedBy(1, 1000, 10));
            })
        .run();
    assertThat(run.only(Opened.class).time().after()).isEqualTo(firstLook);
  }

  @Test
  void namespacesThatWereNeverReadHideNothingKnown() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    source.gaps.add(gap(Reason.OTHER_NAMESPACE, 0));
    run.then(() -> source.remove(socket)).run();
    assertThat(run.told(Closed.class)).hasSize(1);
  }

  @Test
  void socketHiddenForMoreThanAnHourIsNotWaitedFor() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(
            () -> {
              source.remove(socket);
              source.gaps.add(gap(Reason.LOST_EVENTS, NETNS));
            })
        .then(() -> run.time.advance(Duration.ofMinutes(61).toNanos()))
        .run();
    assertThat(run.only(Closed.class).cause()).isEqualTo(CloseCause.IDLE);
  }

  @Test
  void listenerThatThrowsIsCountedAndTheOthersAreTold() {
    source.put(tcpOwnedBy(1, 1000, 10));
    SocketListener broken =
        event -> {
          throw new IllegalStateException("disk full");
        };
    WatchStatistics done = run.run(builder -> builder.listener(broken).listener(run.listener));
    assertThat(done.listenerFailures()).isEqualTo(2);
    assertThat(done.lastFailure()).contains("disk full");
    assertThat(run.told(Opened.class)).hasSize(2); // before and after the broken one
  }

  @Test
  void vanishedProcessesAreCounted() {
    source.vanished = 50;
    assertThat(run.thenNothing().run().processesVanished()).isEqualTo(150);
  }

  @Test
  void interruptEndsTheWatchInOrder() {
    OpenSocket socket = tcpOwnedBy(1, 1000, 10);
    source.put(socket);
    run.then(
            () -> {
              source.remove(socket);
              Thread.currentThread().interrupt();
            })
        .run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.told(Closed.class)).hasSize(1);
    assertThat(source.looks).isEqualTo(2);
  }
}
