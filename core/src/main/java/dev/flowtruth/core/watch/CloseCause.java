package dev.flowtruth.core.watch;

import java.util.Locale;

/** How a socket's end became known. */
public enum CloseCause {
  /** The source told that it was closed or destroyed. */
  CLOSED,
  /** It was not in the next look any more. */
  GONE,
  /** Nothing was seen of it for the idle timeout: the cache's own cause, as the origin's REMOVE. */
  IDLE,
  /** The watcher stopped while it was open: its life goes on. */
  WATCH_ENDED;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in every output. */
  public String label() {
    return label;
  }
}
