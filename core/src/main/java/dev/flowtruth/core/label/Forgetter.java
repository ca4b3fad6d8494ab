package dev.flowtruth.core.label;

import java.util.function.IntConsumer;

/**
 * Keeps rows within the limits of a history: remembers in which order they ended and drops the
 * oldest. Without limits it does, and costs, nothing.
 */
final class Forgetter {
  private final TimesField ends;
  private final IntConsumer drop;
  private final HistoryLimits limits;
  private final long maxAgeNanos;
  private int[] ended = new int[16];
  private int first;
  private int size;
  private long count;
  private long horizonNanos = Long.MIN_VALUE;

  /**
   * Nothing has ended yet.
   *
   * @param ends when each row ended
   * @param drop takes a row out of its history
   */
  Forgetter(TimesField ends, IntConsumer drop, HistoryLimits limits) {
    this.ends = ends;
    this.drop = drop;
    this.limits = limits;
    this.maxAgeNanos = limits.areNone() ? Long.MAX_VALUE : limits.maxAge().toNanos();
  }

  long count() {
    return count;
  }

  /** Wall-clock ns: what ended before it may have been forgotten. */
  long horizonNanos() {
    return horizonNanos;
  }

  void ended(int row) {
    if (limits.areNone()) {
      return;
    }
    append(row);
    long now = ends.at(row);
    while (size > limits.maxIntervals() || (size > 0 && isTooOld(ended[first], now))) {
      forgetFirst();
    }
  }

  private boolean isTooOld(int row, long now) {
    return now - ends.at(row) > maxAgeNanos;
  }

  private void forgetFirst() {
    int row = ended[first];
    first = (first + 1) % ended.length;
    size--;
    count++;
    horizonNanos = Math.max(horizonNanos, ends.at(row));
    drop.accept(row);
  }

  private void append(int row) {
    if (size == ended.length) {
      int[] larger = new int[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = ended[(first + i) % size];
      }
      ended = larger;
      first = 0;
    }
    ended[(first + size++) % ended.length] = row;
  }
}
