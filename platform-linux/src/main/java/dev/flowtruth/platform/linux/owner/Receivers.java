package dev.flowtruth.platform.linux.owner;

import java.util.List;

/**
 * Reads those processes again that may have got a socket unnoticed: whoever accepts or is passed
 * one and closes another descriptor meanwhile has as many as before, and nothing else in /proc
 * tells.
 *
 * <p>To be passed one or to accept one takes a socket, so processes without any are left out. Those
 * that brought sockets lately are read at each pass, the others each second, and at once while a
 * socket lacks a holder. All within a budget, in turn: where that does not suffice they wait
 * longer.
 */
final class Receivers {
  private static final long MILLIS = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1000 * MILLIS;

  /** A process that brought a socket is likely to bring another for so long. */
  private static final long LIVELY_NANOS = 2000 * MILLIS;

  /** Aim: in this time each process that has a socket is read once. */
  private static final long OTHERS_NANOS = 1000 * MILLIS;

  /** The budget: some 2 % of a processor. */
  private static final long DESCRIPTORS_PER_SECOND = 20_000;

  /** What a budget that was not used up may add up to. */
  private static final long MOST_DESCRIPTORS = DESCRIPTORS_PER_SECOND / 10;

  /** Opening and listing a process costs about as much as so many descriptors. */
  private static final int PROCESS = 8;

  private final DescriptorReader descriptors;
  private double budget;
  private int next;

  Receivers(DescriptorReader descriptors) {
    this.descriptors = descriptors;
  }

  /**
   * Reads what is due, as far as the budget goes.
   *
   * @param isWanting true while a socket lacks a holder
   */
  void read(List<TrackedProcess> processes, boolean isWanting, long passNanos, long elapsedNanos) {
    double earned = (double) elapsedNanos * DESCRIPTORS_PER_SECOND / NANOS_PER_SECOND;
    budget = Math.min(MOST_DESCRIPTORS, budget + earned);
    for (int visits = processes.size(); visits > 0 && budget > 0; visits--) {
      next = next + 1 < processes.size() ? next + 1 : 0;
      TrackedProcess process = processes.get(next);
      long pause = isWanting || isLively(process, passNanos) ? 0 : OTHERS_NANOS;
      if (mayReceive(process) && passNanos - process.listedNanos > pause) {
        budget -= PROCESS + Math.max(process.count, process.descriptors.size());
        descriptors.list(process, passNanos - pause);
      }
    }
  }

  private static boolean mayReceive(TrackedProcess process) {
    return process.descriptors.size() > 0 && !process.isGone;
  }

  private static boolean isLively(TrackedProcess process, long passNanos) {
    return process.broughtNanos != Long.MIN_VALUE
        && passNanos - process.broughtNanos < LIVELY_NANOS;
  }
}
