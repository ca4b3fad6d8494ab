package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives a source and turns what it sees into one ordered stream of {@link SocketEvent}s.
 *
 * <p>A source that polls is looked at once a period, and each look is compared with the one before.
 * A source with {@link Capability#EVENTS} is looked at in the beginning, after a loss, and while
 * its stream is broken; in between its events are enough. No failure of the source or of a listener
 * ends the watch: it is counted, told as a gap, and tried again, at most a second later.
 *
 * <p>The caller supplies the thread: {@link #run} works until {@link #stop} is called or its thread
 * is interrupted, then takes a last look, so that nothing that ended before is left open; one that
 * was stopped before it ran takes this one look only. All events are told on that thread. The
 * source belongs to the caller, who closes it after {@link #close} has returned. {@link #stop},
 * {@link #close} and {@link #statistics} may be called from any thread.
 */
public final class SocketWatcher implements Runnable, AutoCloseable {
  private static final long LATE_EVENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long EVENT_CYCLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_BACK_OFF_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final WatchSettings settings;
  private final SocketSource source;
  private final boolean pollsAlways;
  private final WatchCounters counters = new WatchCounters();
  private final Listeners listeners;
  private final ClockWatch clocks;
  private final AddressTable addresses;
  private final SocketTable table;
  private final EventMerger events;
  private final PassMerger passes;
  private final PassHistory history = new PassHistory();
  private final GapTracker lookGaps;
  private final GapTracker streamGaps;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean claimed = new AtomicBoolean();
  private volatile @Nullable Thread runner;
  private volatile WatchStatistics statistics = counters.statistics();

  private boolean isReady;
  private boolean mustMend = true;
  private boolean streamIsBroken;
  private int failuresInRow;
  private long dueNanos;
  private long drainAgainNanos = SocketSource.NO_EVENTS;
  private long lastDrainNanos;

  SocketWatcher(SocketSource source, List<SocketListener> told, WatchSettings settings) {
    this.source = source;
    this.settings = settings;
    pollsAlways = !source.capabilities().contains(Capability.EVENTS);
    listeners = new Listeners(told, counters);
    clocks = new ClockWatch(source::clock, listeners);
    addresses = new AddressTable(listeners);
    table = new SocketTable(source, listeners, counters);
    events = new EventMerger(table, addresses, listeners, counters);
    passes = new PassMerger(table, events);
    lookGaps = new GapTracker(listeners);
    streamGaps = new GapTracker(listeners);
  }

  /** A watcher of the source, to be configured. */
  public static WatcherBuilder builder(SocketSource source) {
    return new WatcherBuilder(source);
  }

  /**
   * Watches until stopped or interrupted; in the second case the thread's interrupt flag is set
   * again. Does nothing when the watcher was closed before.
   *
   * @throws IllegalStateException when it ran before
   */
  @Override
  public void run() {
    if (!claimed.compareAndSet(false, true)) {
      if (runner == null) {
        return; // closed before it ran: the source may be closed too
      }
      throw new IllegalStateException("a watcher runs once");
    }
    runner = Thread.currentThread();
    try {
      lastDrainNanos = now();
      boolean interrupted = watch();
      finish();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } finally {
      ended.countDown();
    }
  }

  /** Lets {@link #run} end soon. Returns at once; has no effect the second time. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * Stops, and waits until {@link #run} has returned, unless this is its own thread. A watcher that
   * has not begun to run never will.
   */
  @Override
  public void close() {
    stop();
    boolean neverRan = claimed.compareAndSet(false, true);
    if (neverRan || runner == Thread.currentThread()) {
      return;
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was done up to the last look or drain. */
  public WatchStatistics statistics() {
    return statistics;
  }

  /** Returns true when it was interrupted. */
  private boolean watch() {
    try {
      while (!isStopped()) {
        cycle();
        rest();
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void cycle() {
    long started = now();
    try {
      clocks.check();
      pump();
      if (pollsAlways || mustMend || streamIsBroken) {
        look();
      }
      failuresInRow = 0;
      dueNanos = started + (pollsAlways ? settings.periodNanos() : eventCycleNanos());
    } catch (SourceException | RuntimeException e) {
      lookFailed(e, started);
    }
    statistics = counters.statistics();
  }

  private void look() throws SourceException {
    long started = now();
    mustMend = false;
    Snapshot snapshot = source.snapshot(SocketSource.Look.POLL);
    List<SocketEvent> meanwhile = new ArrayList<>();
    drain(meanwhile::add);
    Pass pass = Pass.of(snapshot);
    addresses.merge(pass, history);
    List<OpenSocket> seen = passes.merge(pass, meanwhile, history);
    lookGaps.onlyMet(snapshot.gaps(), sinceLastPass(pass.started()), pass.finished());
    history.add(pass);
    listeners.seen(seen, pass.time());
    counters.passed(now() - started, snapshot.processesVanished());
    becomeReady();
  }

  private void becomeReady() {
    if (!isReady) {
      isReady = true;
      listeners.guarded(settings.onReady());
    }
  }

  private void lookFailed(Exception failure, long startedNanos) {
    counters.failed(failure);
    failuresInRow++;
    mustMend = true;
    dueNanos = now() + backOffNanos();
    String why = WatchCounters.textOf(failure);
    Gap gap = new Gap("all sockets", why, Reason.LOST_EVENTS, Pass.ALL, startedNanos);
    lookGaps.met(gap, sinceLastPass(startedNanos), now());
  }

  private long sinceLastPass(long otherwise) {
    long last = history.lastWhole(Pass.ALL);
    return last == PassHistory.NEVER ? otherwise : last;
  }

  /** Each event is applied as it comes: a burst of them would fill the memory. */
  private void pump() {
    drain(event -> events.apply(event, history));
  }

  /** What came before a stream broke is not lost. */
  private void drain(Consumer<SocketEvent> sink) {
    Consumer<SocketEvent> noting =
        event -> {
          mustMend |= event instanceof Lost;
          sink.accept(event);
        };
    try {
      drainAgainNanos = Math.max(1, isStopped() ? source.drainAll(noting) : source.drain(noting));
      streamIsBroken = false;
      streamGaps.onlyMet(List.of(), lastDrainNanos, now());
    } catch (SourceException | RuntimeException e) {
      streamBroke(e);
    }
    lastDrainNanos = now();
    mustMend |= source.wantsLook();
  }

  private void streamBroke(Exception failure) {
    counters.failed(failure);
    streamIsBroken = true;
    drainAgainNanos = Math.max(settings.periodNanos(), LONGEST_BACK_OFF_NANOS);
    String why = WatchCounters.textOf(failure);
    Gap gap = new Gap("events", why, Reason.LOST_EVENTS, Pass.ALL, lastDrainNanos);
    streamGaps.met(gap, lastDrainNanos, now());
  }

  /** Waits for the next look, and drains as often as the source asked for. */
  private void rest() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long left = dueNanos - now();
    while (left > 0 && !isStopped() && !mendsAtOnce()) {
      if (!settings.sleeper().sleep(Math.min(left, drainAgainNanos), stopped)) {
        drainWhileResting();
      }
      left = dueNanos - now();
    }
  }

  private void drainWhileResting() {
    if (drainAgainNanos != SocketSource.NO_EVENTS) {
      pump();
      statistics = counters.statistics();
    }
  }

  /** Events come by themselves: a cycle is there for the clocks. */
  private long eventCycleNanos() {
    return Math.max(settings.periodNanos(), EVENT_CYCLE_NANOS);
  }

  private boolean mendsAtOnce() {
    return mustMend && !pollsAlways && failuresInRow == 0;
  }

  private long backOffNanos() {
    long first = Math.max(settings.periodNanos(), SHORTEST_BACK_OFF_NANOS);
    long longest = Math.max(settings.periodNanos(), LONGEST_BACK_OFF_NANOS);
    int doublings = Math.min(failuresInRow - 1, 10);
    return Math.min(longest, first << doublings);
  }

  private void finish() {
    awaitLateEvents();
    cycle();
    audit();
    long now = now();
    lookGaps.onlyMet(List.of(), now, now);
    streamGaps.onlyMet(List.of(), now, now);
    if (settings.tellsOpenAtEnd()) {
      tellOpenOnes(TimeBounds.exact(now));
    }
    statistics = counters.statistics();
  }

  /**
   * The kernel tells a socket's end some ms late: those of just before the stop are on their way.
   */
  private void awaitLateEvents() {
    if (source.capabilities().contains(Capability.DESTROY_EVENTS)) {
      try {
        settings.sleeper().sleep(LATE_EVENT_NANOS, new CountDownLatch(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void audit() {
    try {
      source.audit(listeners);
    } catch (SourceException | RuntimeException e) {
      counters.failed(e);
    }
  }

  private void tellOpenOnes(TimeBounds time) {
    for (KnownSocket known : table.all()) {
      table.close(known, new Closed(known.socket, CloseCause.WATCH_ENDED, List.of(), -1, -1, time));
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private long now() {
    return settings.nanoTime().getAsLong();
  }
}
