package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A constant by which the clock of a flow file seems to differ from that of the recording: another
 * time zone, a host without NTP, an exporter that counts from its boot. Found by looking tuples up
 * at all times at once; said, never applied.
 *
 * @param nanos to be added to the times of the flows
 * @param before how many flows of the sample had an owner
 * @param after how many would have one
 * @param flows in the sample
 */
public record ClockShift(long nanos, int before, int after, int flows) {
  private static final long SECOND = 1_000_000_000L;
  private static final long QUARTER = 900 * SECOND;

  /** Shifts that differ by less are one: tools round, sockets open before they speak. */
  private static final long WIDTH = 2 * SECOND;

  private static final long EVER = Long.MAX_VALUE / 4;
  private static final int FEWEST = 3;

  /**
   * Looks for a shift that would give owners to many flows of a sample that has next to none.
   *
   * @param labeller the one that labelled them
   */
  public static Optional<ClockShift> find(
      List<FlowRecord> sample, Function<FlowRecord, FlowLabel> labeller) {
    int before = labelled(sample, 0, labeller);
    if (sample.size() < FEWEST || before * 10 > sample.size()) {
      return Optional.empty();
    }
    List<Long> shifts = new ArrayList<>();
    sample.forEach(flow -> addShift(flow, labeller, shifts));
    List<Long> same = mostAlike(shifts);
    if (same.size() < FEWEST) {
      return Optional.empty();
    }
    long shift = rounded(same.get(same.size() / 2));
    int after = labelled(sample, shift, labeller);
    boolean much =
        shift != 0 && after >= FEWEST && after >= 5 * before && after * 4 >= sample.size();
    return much
        ? Optional.of(new ClockShift(shift, before, after, sample.size()))
        : Optional.empty();
  }

  private static int labelled(
      List<FlowRecord> sample, long shift, Function<FlowRecord, FlowLabel> labeller) {
    int count = 0;
    for (FlowRecord flow : sample) {
      FlowLabel label =
          labeller.apply(at(flow, flow.firstNanos() + shift, flow.endNanos() + shift));
      count += label.source().isLabelled() || label.destination().isLabelled() ? 1 : 0;
    }
    return count;
  }

  /** How much earlier or later the one socket was opened that ever had the tuple. */
  private static void addShift(
      FlowRecord flow, Function<FlowRecord, FlowLabel> labeller, List<Long> shifts) {
    FlowLabel ever = labeller.apply(at(flow, 0, EVER));
    for (Label end : List.of(ever.source(), ever.destination())) {
      Label.SocketTimes socket = end.socket();
      if (end.basis() == Basis.EXACT
          && socket != null
          && socket.openedNanos() != ProcessRef.UNKNOWN) {
        shifts.add(socket.openedNanos() - flow.firstNanos());
      }
    }
  }

  private static FlowRecord at(FlowRecord flow, long first, long end) {
    return new FlowRecord(
        first,
        end,
        flow.resolutionNanos(),
        flow.protocolNumber(),
        flow.source(),
        flow.destination(),
        flow.icmpType());
  }

  /** The longest run of shifts that are one, in order. */
  private static List<Long> mostAlike(List<Long> shifts) {
    List<Long> sorted = shifts.stream().sorted().toList();
    int bestFrom = 0;
    int bestTo = 0;
    int from = 0;
    for (int to = 0; to < sorted.size(); to++) {
      while (sorted.get(to) - sorted.get(from) > WIDTH) {
        from++;
      }
      if (to + 1 - from > bestTo - bestFrom) {
        bestFrom = from;
        bestTo = to + 1;
      }
    }
    return sorted.subList(bestFrom, bestTo);
  }

  /** Zones differ by quarters of an hour; other clocks are known to a tenth of a second. */
  private static long rounded(long shift) {
    long quarters = Math.round((double) shift / QUARTER) * QUARTER;
    if (Math.abs(shift - quarters) <= WIDTH) {
      return quarters;
    }
    long tenth = SECOND / 10;
    return Math.round((double) shift / tenth) * tenth;
  }
}
