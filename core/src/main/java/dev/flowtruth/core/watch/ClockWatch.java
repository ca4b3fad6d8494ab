package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.ClockReading;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the clocks at the start, and again after every step or suspend. */
final class ClockWatch {
  /** Readings of several clocks are never made at the very same moment. */
  private static final long TOLERANCE_NANOS = 1_000_000;

  private final Supplier<ClockReading> clock;
  private final Consumer<SocketEvent> out;
  private @Nullable ClockReading last;

  ClockWatch(Supplier<ClockReading> clock, Consumer<SocketEvent> out) {
    this.clock = clock;
    this.out = out;
  }

  void check() {
    ClockReading reading = clock.get();
    ClockReading previous = last;
    if (previous == null || moved(reading, previous)) {
      last = reading;
      out.accept(new SocketEvent.ClockRead(reading, previous));
    }
  }

  private static boolean moved(ClockReading reading, ClockReading previous) {
    return Math.abs(reading.stepSince(previous)) > TOLERANCE_NANOS
        || Math.abs(reading.suspendedSince(previous)) > TOLERANCE_NANOS;
  }
}
