package dev.flowtruth.core.watch;

import java.util.function.LongSupplier;

/** How a watcher works, as {@link WatcherBuilder} describes it. */
record WatchSettings(
    long periodNanos,
    boolean tellsOpenAtEnd,
    Runnable onReady,
    LongSupplier nanoTime,
    Sleeper sleeper) {}
