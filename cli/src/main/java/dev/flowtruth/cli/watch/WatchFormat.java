package dev.flowtruth.cli.watch;

import java.util.Locale;

/** How events are printed. */
enum WatchFormat {
  TEXT,
  JSONL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
