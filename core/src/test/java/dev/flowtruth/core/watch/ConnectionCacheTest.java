package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.creator;
import static dev.flowtruth.core.watch.Given.ownedBy;
import static dev.flowtruth.core.watch.Given.tcp;
import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.ConnectionKey;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NFStream's cache, as this one keeps its behaviour. */
class ConnectionCacheTest {
  private static final long MS = 1_000_000;
  private static final long IDLE = 125_000 * MS;

  private final List<SocketEvent> told = new ArrayList<>();
  private long now = 1_000_000 * MS;
  private final ConnectionCache cache =
      new ConnectionCache(CacheLimits.defaults(), () -> now, told::add);

  private void see(OpenSocket... sockets) {
    cache.onSeen(List.of(sockets), TimeBounds.exact(now));
  }

  private static OpenSocket socket(long cookie) {
    return tcpOwnedBy(cookie, 1000, 10);
  }

  @Test
  void firstSightIsToldAndLaterOnesAreNot() {
    see(socket(1));
    now += 1000 * MS;
    see(socket(1));
    assertThat(told).hasSize(1).first().isInstanceOf(Opened.class);
  }

  @Test
  void openedByEventAndSeenByLookIsOneConnection() {
    Opened opened = new Opened(socket(1), TimeBounds.exact(now));
    cache.onEvent(opened);
    see(socket(1));
    assertThat(told).containsExactly(opened);
  }

  @Test
  void idleForTheTimeoutAndItsGraceIsRemoved() {
    see(socket(1));
    long seen = now;
    now += IDLE;
    assertThat(cache.scan()).isEqualTo(1);
    TimeBounds time = TimeBounds.between(seen, now);
    assertThat(told.get(1))
        .isEqualTo(
            new Closed(
                socket(1),
                CloseCause.IDLE,
                List.of(new Departure(creator(10), time)),
                -1,
                -1,
                time));
    assertThat(cache.size()).isZero();
  }

  @Test
  void oneNanosecondLessIsNotIdle() {
    see(socket(1));
    now += IDLE - 1;
    assertThat(cache.scan()).isZero();
  }

  @Test
  void everySightBeginsTheTimeAnew() {
    see(socket(1));
    now += IDLE - 1;
    see(socket(1));
    now += IDLE - 1;
    assertThat(cache.scan()).isZero();
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void scanIsMadeOnlyWhenMoreThanTenMillisecondsHavePassed() {
    see(socket(1)); // scans
    now += IDLE;
    see(socket(2)); // scans, removes 1
    assertThat(cache.size()).isEqualTo(1);
    ConnectionCache eager =
        new ConnectionCache(CacheLimits.ofIdleTimeout(Duration.ZERO), () -> now, told::add);
    eager.scan();
    eager.onEvent(new Opened(socket(3), TimeBounds.exact(now)));
    long idle = now + 5000 * MS;
    now = idle;
    assertThat(eager.scan()).isEqualTo(1);
    eager.onEvent(new Opened(socket(4), TimeBounds.exact(now)));
    now += 10 * MS;
    assertThat(eager.scan()).isZero();
    now = idle + 5000 * MS;
    assertThat(eager.scan()).isEqualTo(1);
  }

  @Test
  void gateOpensJustAfterTenMilliseconds() {
    CacheLimits impatient =
        new CacheLimits(Duration.ZERO, Duration.ZERO, Duration.ofMillis(10), 1000);
    ConnectionCache gated = new ConnectionCache(impatient, () -> now, told::add);
    gated.scan();
    gated.onEvent(new Opened(socket(1), TimeBounds.exact(now)));
    now += 10 * MS;
    assertThat(gated.scan()).isZero();
    now += 1;
    assertThat(gated.scan()).isEqualTo(1);
  }

  @Test
  void scanRemovesExactlyAThousandLeastRecentlySeenFirst() {
    for (int cookie = 1; cookie <= 2500; cookie++) {
      cache.onEvent(new Opened(socket(cookie), TimeBounds.exact(now)));
    }
    cache.onEvent(new OwnerChanged(tcpOwnedBy(1, 1000, 11), List.of(), List.of(), by(now)));
    told.clear();
    now += IDLE;
    assertThat(cache.scan()).isEqualTo(1000);
    assertThat(told).hasSize(1000);
    assertThat(((Closed) told.get(0)).socket().cookie()).isEqualTo(2);
    assertThat(((Closed) told.get(999)).socket().cookie()).isEqualTo(1001);
    now += 11 * MS;
    assertThat(cache.scan()).isEqualTo(1000);
    now += 11 * MS;
    assertThat(cache.scan()).isEqualTo(500);
  }

  @Test
  void removedConnectionThatIsSeenAgainIsOpenedAnew() {
    see(socket(1));
    now += IDLE;
    cache.scan();
    see(socket(1));
    assertThat(told).hasSize(3);
    assertThat(told.get(2)).isEqualTo(new Opened(socket(1), TimeBounds.by(now)));
  }

  @Test
  void endAndChangesOfARemovedConnectionMakeNoBrokenStream() {
    see(socket(1));
    now += IDLE;
    cache.scan();
    told.clear();
    cache.onEvent(close(socket(1)));
    assertThat(told).isEmpty();
    OpenSocket moved = socket(1).toBuilder().peer(Endpoint.of("10.0.0.9", 9)).build();
    cache.onEvent(new EndpointChanged(moved, socket(1), by(now)));
    assertThat(told).containsExactly(new Opened(moved, by(now)));
  }

  @Test
  void endIsPassedOnAtOnce() {
    see(socket(1));
    cache.onEvent(close(socket(1)));
    assertThat(told.get(1)).isEqualTo(close(socket(1)));
    assertThat(cache.size()).isZero();
  }

  @Test
  void ownerChangeAndPortReuseAreSeenAndNotMerged() {
    see(socket(1));
    OpenSocket other = tcp(1, 1000).ownership(ownedBy(20)).build();
    OwnerChanged change = new OwnerChanged(other, List.of(creator(20)), List.of(), by(now));
    cache.onEvent(change);
    see(other, tcpOwnedBy(2, 1000, 30));
    assertThat(told).hasSize(3);
    assertThat(told.get(1)).isEqualTo(change);
    assertThat(cache.find(ConnectionKey.of(other)))
        .extracting(OpenSocket::ownership)
        .containsExactly(ownedBy(20), ownedBy(30));
  }

  @Test
  void otherEventsPassUntouched() {
    SocketEvent loss = new SocketEvent.Lost("events", 1, 0, by(now));
    cache.onEvent(loss);
    assertThat(told).containsExactly(loss);
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> CacheLimits.ofIdleTimeout(second.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CacheLimits(second, second, second, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void watcherAndCacheTogetherTellAHiddenSocketAsIdle() {
    WatchRun run = new WatchRun();
    OpenSocket socket = socket(1);
    CacheLimits limits = CacheLimits.ofIdleTimeout(Duration.ofSeconds(1));
    ConnectionCache between = new ConnectionCache(limits, run.time::nanos, run.listener);
    run.source.put(socket);
    run.then(
            () -> {
              run.source.remove(socket);
              run.source.gaps.add(
                  new Gap(
                      "sockets",
                      "setns: EPERM",
                      Reason.LOST_EVENTS,
                      Given.NETNS,
                      run.time.nanos()));
            })
        .then(() -> run.time.advance(Duration.ofSeconds(6).toNanos()));
    SocketWatcher watcher =
        SocketWatcher.builder(run.source)
            .nanoTime(run.time::nanos)
            .sleeper(run.time)
            .listener(between)
            .build();
    run.time.then(watcher::stop);
    watcher.run();
    assertThat(run.only(Closed.class).cause()).isEqualTo(CloseCause.IDLE);
  }

  private Closed close(OpenSocket socket) {
    return new Closed(socket, CloseCause.GONE, List.of(), -1, -1, TimeBounds.by(now));
  }

  private static TimeBounds by(long nanos) {
    return TimeBounds.by(nanos);
  }
}
