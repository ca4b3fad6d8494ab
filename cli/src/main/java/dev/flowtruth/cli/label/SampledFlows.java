package dev.flowtruth.cli.label;

import dev.flowtruth.core.label.ClockShift;
import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.formats.flows.FlowLabeller;
import dev.flowtruth.formats.flows.LabelReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the first flows of a file while they are labelled, to see afterwards whether its clock was
 * another one. Thread-safe.
 */
final class SampledFlows implements FlowLabeller {
  private static final int MOST = 500;
  private static final long SECONDS_OF_HOUR = 3600;
  private static final long SECONDS_OF_MINUTE = 60;

  private final FlowLabeller labeller;
  private final Duration clockOffset;
  private final List<FlowRecord> sample = new ArrayList<>();
  private volatile boolean full;

  /**
   * Flows on their way to a labeller.
   *
   * @param clockOffset what was added to their times already
   */
  SampledFlows(FlowLabeller labeller, Duration clockOffset) {
    this.labeller = labeller;
    this.clockOffset = clockOffset;
  }

  @Override
  public FlowLabel label(FlowRecord flow) {
    if (!full) {
      keep(flow);
    }
    return labeller.label(flow);
  }

  private synchronized void keep(FlowRecord flow) {
    if (sample.size() < MOST && (flow.protocolNumber() == 6 || flow.protocolNumber() == 17)) {
      sample.add(flow);
    }
    full = sample.size() >= MOST;
  }

  synchronized void clear() {
    sample.clear();
    full = false;
  }

  /** A sentence for a file that got next to no owners and would have with another clock. */
  synchronized Optional<String> hint(LabelReport report) {
    if (report.rowsLabelled() * 10 > report.rows()) {
      return Optional.empty();
    }
    return ClockShift.find(sample, labeller::label).map(this::sentence);
  }

  private String sentence(ClockShift shift) {
    return String.format(
        "%d of its first %d flows of TCP and UDP have an owner; with --clock-offset %s (another"
            + " --timezone?) %d would",
        shift.before(), shift.flows(), text(clockOffset.plusNanos(shift.nanos())), shift.after());
  }

  /** As {@code --clock-offset} reads it. */
  static String text(Duration offset) {
    Duration size = offset.abs();
    String sign = offset.isNegative() ? "-" : "";
    long seconds = size.getSeconds();
    if (size.getNano() == 0 && seconds % SECONDS_OF_HOUR == 0) {
      return sign + seconds / SECONDS_OF_HOUR + "h";
    }
    if (size.getNano() == 0 && seconds % SECONDS_OF_MINUTE == 0) {
      return sign + seconds / SECONDS_OF_MINUTE + "m";
    }
    return sign + size.toMillis() + "ms";
  }
}
