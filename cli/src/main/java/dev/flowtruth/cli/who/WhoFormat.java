package dev.flowtruth.cli.who;

import java.util.Locale;

/** How answers are printed. */
enum WhoFormat {
  TABLE,
  JSONL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
