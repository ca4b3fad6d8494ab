package dev.flowtruth.cli.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.core.watch.SocketWatcher;
import dev.flowtruth.core.watch.WatchStatistics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a watcher, on the calling thread, until {@link #stop} or the end of its duration.
 *
 * <p>A watcher outlives a listener that throws. Here the first exception ends the run instead, and
 * is kept: a reader that went away, or a full disk, leaves nothing to watch for.
 */
public final class WatchRun {
  private final SocketWatcher watcher;
  private final Guard guard;
  private final @Nullable Duration duration;

  /**
   * A run that has not begun.
   *
   * @param source what is watched
   * @param period time between two looks
   * @param duration after which it ends by itself, null for never
   * @param listener is told every event
   * @param onReady is called once, when the first look is complete and told
   */
  public WatchRun(
      SocketSource source,
      Duration period,
      @Nullable Duration duration,
      SocketListener listener,
      Runnable onReady) {
    this.guard = new Guard(listener, this::stop);
    this.duration = duration;
    this.watcher =
        SocketWatcher.builder(source)
            .period(period)
            .listener(guard)
            .tellOpenAtEnd(true)
            .onReady(onReady)
            .build();
  }

  /** Watches; returns when it was stopped and the last look was told. */
  public WatchStatistics run() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(WatchRun::daemon);
    try {
      if (duration != null) {
        var unused = timer.schedule(this::stop, duration.toNanos(), TimeUnit.NANOSECONDS);
      }
      watcher.run();
      return watcher.statistics();
    } finally {
      timer.shutdownNow();
    }
  }

  /** Lets {@link #run} end soon. May be called from any thread. */
  public void stop() {
    watcher.stop();
  }

  /** What the listener threw, null when it threw nothing. */
  public @Nullable RuntimeException failure() {
    return guard.failure;
  }

  /** A thread that does not keep the JVM alive. */
  public static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "flowtruth-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Hands events on until the listener throws. */
  private static final class Guard implements SocketListener {
    private final SocketListener next;
    private final Runnable stop;
    private volatile @Nullable RuntimeException failure;

    Guard(SocketListener next, Runnable stop) {
      this.next = next;
      this.stop = stop;
    }

    @Override
    public void onEvent(SocketEvent event) {
      if (failure == null) {
        try { // not by attempt(): each event would cost an object more
          next.onEvent(event);
        } catch (RuntimeException e) {
          fail(e);
        }
      }
    }

    @Override
    public void onSeen(List<OpenSocket> sockets, TimeBounds time) {
      attempt(() -> next.onSeen(sockets, time));
    }

    private void attempt(Runnable telling) {
      if (failure != null) {
        return;
      }
      try {
        telling.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    private void fail(RuntimeException e) {
      failure = e;
      stop.run();
    }
  }
}
