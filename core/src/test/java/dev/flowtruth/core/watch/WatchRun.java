package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.TimeBounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One watch over a fake source in manual time, step by step: a step is done between two looks. */
final class WatchRun {
  static final long PERIOD = Duration.ofMillis(100).toNanos();

  final ManualTime time = new ManualTime();
  final FakeSource source = new FakeSource(time);
  final List<SocketEvent> events = new ArrayList<>();
  final List<List<OpenSocket>> seen = new ArrayList<>();
  final SocketListener listener =
      new SocketListener() {
        @Override
        public void onEvent(SocketEvent event) {
          events.add(event);
        }

        @Override
        public void onSeen(List<OpenSocket> sockets, TimeBounds bounds) {
          seen.add(sockets);
        }
      };

  /** Between this look and the next. */
  WatchRun then(Runnable step) {
    time.then(step);
    return this;
  }

  WatchRun thenNothing() {
    return then(() -> {});
  }

  WatchStatistics run() {
    return run(builder -> builder);
  }

  /** Watches until all steps are done and one more look was made. */
  WatchStatistics run(UnaryOperator<WatcherBuilder> options) {
    WatcherBuilder builder =
        SocketWatcher.builder(source)
            .period(Duration.ofNanos(PERIOD))
            .nanoTime(time::nanos)
            .sleeper(time)
            .listener(listener);
    SocketWatcher watcher = options.apply(builder).build();
    time.then(watcher::stop);
    watcher.run();
    return watcher.statistics();
  }

  <T extends SocketEvent> List<T> told(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends SocketEvent> T only(Class<T> type) {
    List<T> told = told(type);
    if (told.size() != 1) {
      throw new AssertionError("one " + type.getSimpleName() + " expected in " + events);
    }
    return told.get(0);
  }
}
