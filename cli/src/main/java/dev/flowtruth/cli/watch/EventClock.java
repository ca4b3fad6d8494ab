package dev.flowtruth.cli.watch;

import dev.flowtruth.cli.sockets.Times;
import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.TimeBounds;
import org.jspecify.annotations.Nullable;

/** Events have monotonic times; people want the wall clock's. Not thread-safe. */
final class EventClock {
  private ClockReading reading;

  EventClock(ClockReading reading) {
    this.reading = reading;
  }

  void set(ClockReading newReading) {
    reading = newReading;
  }

  /** When it surely had happened. */
  String at(TimeBounds time) {
    return Times.instant(reading.toWall(time.at())).toString();
  }

  /** When it surely had not happened yet; null when the time is exact or nothing is known. */
  @Nullable String after(TimeBounds time) {
    return time.isExact() || time.after() == ProcessRef.UNKNOWN
        ? null
        : Times.instant(reading.toWall(time.after())).toString();
  }
}
