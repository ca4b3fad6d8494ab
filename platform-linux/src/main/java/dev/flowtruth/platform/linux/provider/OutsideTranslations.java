package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The address translations of network namespaces that we may not enter any more. Their streams were
 * opened before, and go on to tell. A stream keeps its namespace alive, so it is let go with the
 * last process that we know in there. Not thread-safe.
 */
final class OutsideTranslations implements AutoCloseable {
  private static final long CHECK_NANOS = 1_000_000_000;

  private final Predicate<ProcessId> isAlive;
  private final Map<Long, Kept> all = new HashMap<>();
  private long checkedNanos = System.nanoTime();

  OutsideTranslations(Predicate<ProcessId> isAlive) {
    this.isAlive = isAlive;
  }

  private static final class Kept {
    private final TranslationStream stream;
    private final @Nullable Path binding;
    private @Nullable ProcessId witness;
    private boolean isLeft;

    Kept(TranslationStream stream, @Nullable Path binding) {
      this.stream = stream;
      this.binding = binding;
    }
  }

  /**
   * Takes a stream over, and closes it in the end.
   *
   * @param binding a file that is bound to the namespace; null when processes alone keep it
   */
  void keep(long netns, TranslationStream stream, @Nullable Path binding) {
    all.put(netns, new Kept(stream, binding));
  }

  /** A process that is known to live in a namespace. */
  void learn(long netns, ProcessId process) {
    Kept kept = all.get(netns);
    if (kept != null) {
      kept.witness = process;
    }
  }

  /** Hands over what was told. */
  void drain(Consumer<SocketEvent> sink) throws SourceException {
    long now = System.nanoTime();
    boolean checks = now - checkedNanos >= CHECK_NANOS;
    checkedNanos = checks ? now : checkedNanos;
    for (Kept kept : all.values()) {
      kept.stream.drain(sink);
      if (checks && !kept.isLeft && !isThere(kept)) {
        kept.isLeft = true;
        kept.stream.leave(sink);
      }
    }
  }

  private boolean isThere(Kept kept) {
    return kept.binding != null && Files.exists(kept.binding)
        || kept.witness != null && isAlive.test(kept.witness);
  }

  void addGaps(List<Gap> gaps) {
    all.values().forEach(kept -> kept.stream.addGap(gaps));
  }

  /** Hands over, at the end of the watch, of what the end may not have been told. */
  void finish(Consumer<SocketEvent> sink) {
    all.values().forEach(kept -> kept.stream.finish(sink));
  }

  @Override
  public void close() {
    all.values().forEach(kept -> kept.stream.close());
  }
}
