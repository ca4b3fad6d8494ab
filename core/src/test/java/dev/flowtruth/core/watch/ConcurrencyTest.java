package dev.flowtruth.core.watch;

import static dev.flowtruth.core.watch.Given.tcpOwnedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stop, close, publisher and cache under several threads, in real time. */
@Timeout(30)
class ConcurrencyTest {
  private static void runTogether(List<Runnable> work) throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Runnable task : work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  begin.await();
                  task.run();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setUncaughtExceptionHandler(
          (which, failure) -> {
            synchronized (failures) {
              failures.add(failure);
            }
          });
      thread.start();
      threads.add(thread);
    }
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    synchronized (failures) {
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void closeFromAnyThreadReturnsWhenTheWatchIsOver() throws InterruptedException {
    for (int round = 0; round < 100; round++) {
      FakeSource source = new FakeSource(new ManualTime());
      AtomicInteger events = new AtomicInteger();
      SocketWatcher watcher =
          SocketWatcher.builder(source)
              .period(Duration.ofMillis(round % 2 == 0 ? 0 : 60_000))
              .listener(event -> events.incrementAndGet())
              .build();
      Thread thread = new Thread(watcher);
      thread.start();
      while (watcher.statistics().passes() == 0) {
        Thread.onSpinWait();
      }
      AtomicInteger afterClose = new AtomicInteger();
      Runnable close =
          () -> {
            watcher.close();
            afterClose.set(events.get());
          };
      runTogether(List.of(close, close, watcher::stop));
      thread.join();
      assertThat(events).hasValue(afterClose.get());
    }
  }

  @Test
  void interruptEndsAWatchThatSleeps() throws InterruptedException {
    SocketWatcher watcher =
        SocketWatcher.builder(new FakeSource(new ManualTime())).period(Duration.ofHours(1)).build();
    boolean[] flag = new boolean[1];
    Thread thread =
        new Thread(
            () -> {
              watcher.run();
              flag[0] = Thread.currentThread().isInterrupted();
            });
    thread.start();
    while (watcher.statistics().passes() == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    assertThat(flag[0]).isTrue();
  }

  @Test
  void listenerMayCloseItsOwnWatcher() {
    SocketWatcher[] watcher = new SocketWatcher[1];
    watcher[0] =
        SocketWatcher.builder(new FakeSource(new ManualTime()))
            .listener(event -> watcher[0].close())
            .build();
    watcher[0].run();
    assertThat(watcher[0].statistics().listenerFailures()).isZero();
  }

  /** Counts what it got and what it was told that it lost; requests in small steps. */
  private static final class Counting implements Flow.Subscriber<SocketEvent> {
    final AtomicLong got = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger disorders = new AtomicInteger();
    final CountDownLatch complete = new CountDownLatch(1);
    private long last = -1;
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(3);
    }

    @Override
    public void onNext(SocketEvent event) {
      if (inside.incrementAndGet() != 1) {
        overlaps.incrementAndGet();
      }
      if (event instanceof Lost loss) {
        lost.addAndGet(loss.count());
      } else {
        got.incrementAndGet();
      }
      if (event.time().at() < last) {
        disorders.incrementAndGet();
      }
      last = event.time().at();
      Objects.requireNonNull(subscription).request(1);
      inside.decrementAndGet();
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {
      complete.countDown();
    }
  }

  @Test
  void subscribersGetEveryEventOnceOrAreToldThatTheyLostIt() throws InterruptedException {
    int published = 200_000;
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try (SocketEventPublisher publisher = new SocketEventPublisher(executor, 64)) {
      List<Counting> subscribers = List.of(new Counting(), new Counting(), new Counting());
      subscribers.forEach(publisher::subscribe);
      OpenSocket socket = tcpOwnedBy(1, 1, 1);
      for (int i = 0; i < published; i++) {
        publisher.onEvent(new Opened(socket, TimeBounds.exact(i)));
      }
      publisher.close();
      for (Counting subscriber : subscribers) {
        assertThat(subscriber.complete.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscriber.got.get() + subscriber.lost.get()).isEqualTo(published);
        assertThat(subscriber.overlaps).hasValue(0);
        assertThat(subscriber.disorders).hasValue(0);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void cacheTellsEachOpeningAndEachEndOnce() throws InterruptedException {
    Map<SocketId, AtomicInteger> open = new ConcurrentHashMap<>();
    AtomicLong clock = new AtomicLong();
    CacheLimits limits = new CacheLimits(Duration.ofNanos(50), Duration.ZERO, Duration.ZERO, 7);
    ConnectionCache[] cache = new ConnectionCache[1];
    SocketListener balance =
        event -> {
          // A lock held meanwhile would make this a dead end for the other threads.
          assertThat(cache[0].size()).isNotNegative();
          if (event instanceof Opened opened) {
            count(open, opened.socket().id()).incrementAndGet();
          } else if (event instanceof Closed closed) {
            count(open, closed.socket().id()).decrementAndGet();
          }
        };
    cache[0] = new ConnectionCache(limits, clock::incrementAndGet, balance);
    List<Runnable> work = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      int first = worker;
      work.add(() -> churn(cache[0], first));
    }
    runTogether(work);
    clock.addAndGet(1_000_000);
    while (cache[0].size() > 0) {
      cache[0].scan();
    }
    assertThat(open.values()).isNotEmpty().allMatch(count -> count.get() == 0);
  }

  private static AtomicInteger count(Map<SocketId, AtomicInteger> open, SocketId id) {
    return open.computeIfAbsent(id, any -> new AtomicInteger());
  }

  private static void churn(ConnectionCache cache, int seed) {
    for (int i = 0; i < 20_000; i++) {
      OpenSocket socket = tcpOwnedBy(1 + (i * 31L + seed) % 200, 1, 1);
      TimeBounds time = TimeBounds.exact(i);
      if (i % 3 == 0) {
        cache.onEvent(new Closed(socket, CloseCause.GONE, List.of(), -1, -1, time));
      } else {
        cache.onSeen(List.of(socket), time);
      }
    }
  }
}
