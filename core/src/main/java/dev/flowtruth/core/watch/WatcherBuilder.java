package dev.flowtruth.core.watch;

import dev.flowtruth.core.spi.SocketSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What a {@link SocketWatcher} shall watch, and how. Not thread-safe. */
public final class WatcherBuilder {
  private final SocketSource source;
  private final List<SocketListener> listeners = new ArrayList<>();
  private long periodNanos = Duration.ofMillis(100).toNanos();
  private boolean tellsOpenAtEnd;
  private Runnable onReady = () -> {};
  private LongSupplier nanoTime = System::nanoTime;
  private Sleeper sleeper = Sleeper.REAL;

  WatcherBuilder(SocketSource source) {
    this.source = source;
  }

  /**
   * From the beginning of one look to that of the next; 0 for as fast as possible. 100 ms when not
   * set.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public WatcherBuilder period(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("a period is not negative: " + value);
    }
    periodNanos = value.toNanos();
    return this;
  }

  /** One more listener; they are told in the order in which they were added. */
  public WatcherBuilder listener(SocketListener value) {
    listeners.add(value);
    return this;
  }

  /** Called once, on the watcher's thread, after all of the first successful look was told. */
  public WatcherBuilder onReady(Runnable value) {
    onReady = value;
    return this;
  }

  /**
   * Tells at the end what is still open, as closed by {@link CloseCause#WATCH_ENDED}: for who needs
   * the last readings of the owners. Not by default.
   */
  public WatcherBuilder tellOpenAtEnd(boolean value) {
    tellsOpenAtEnd = value;
    return this;
  }

  /** Monotonic nanoseconds, of the base of the source's own times. */
  public WatcherBuilder nanoTime(LongSupplier value) {
    nanoTime = value;
    return this;
  }

  /** How it waits; {@link Sleeper#REAL} when not set. */
  public WatcherBuilder sleeper(Sleeper value) {
    sleeper = value;
    return this;
  }

  /** A watcher as configured up to now. */
  public SocketWatcher build() {
    WatchSettings settings =
        new WatchSettings(periodNanos, tellsOpenAtEnd, onReady, nanoTime, sleeper);
    return new SocketWatcher(source, listeners, settings);
  }
}
