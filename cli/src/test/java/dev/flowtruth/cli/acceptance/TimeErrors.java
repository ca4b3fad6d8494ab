package dev.flowtruth.cli.acceptance;

import dev.flowtruth.cli.acceptance.RecordedTimes.Moment;
import dev.flowtruth.cli.acceptance.RecordedTimes.Seen;
import dev.flowtruth.workload.StormSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a recording's times are from the truth. The truth of an opening or a close is the stretch
 * around the calls; a time within it has no error, another one the distance to it. An accepted
 * socket may open from the moment on in which its client begins to connect.
 */
final class TimeErrors {
  private static final double MICRO = 1e3;

  private final Map<String, Errors> table = new TreeMap<>();
  private final Map<Long, StormSocket> byCookie = new HashMap<>();

  /** Of one kind of moment. */
  private static final class Errors {
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> widths = new ArrayList<>();
    private int missing;
    private int exact;

    void add(@Nullable Moment moment, long from, long until) {
      widths.add(until - from);
      if (moment == null) {
        missing++;
        return;
      }
      exact += moment.exact() ? 1 : 0;
      nanos.add(Math.max(0, Math.max(from - moment.at(), moment.at() - until)));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%8d %8d %8d %12.1f %12.1f %12.1f %12.1f",
          nanos.size() + missing,
          missing,
          exact,
          percentile(nanos, 50),
          percentile(nanos, 99),
          percentile(nanos, 100),
          percentile(widths, 50));
    }
  }

  /** Compares what is recorded of these sockets with what they were. */
  static TimeErrors of(List<StormSocket> sockets, RecordedTimes recorded) {
    TimeErrors errors = new TimeErrors();
    sockets.forEach(socket -> errors.byCookie.put(socket.cookie(), socket));
    sockets.forEach(socket -> errors.add(socket, recorded.of(socket.cookie())));
    return errors;
  }

  private void add(StormSocket socket, @Nullable Seen seen) {
    String kind = socket.process().protocol() + " " + socket.process().role();
    errors(kind + " open")
        .add(seen == null ? null : seen.opened, mayOpen(socket), socket.openedNanos());
    errors(kind + " close")
        .add(seen == null ? null : seen.closed, socket.closingNanos(), socket.closedNanos());
  }

  private long mayOpen(StormSocket socket) {
    StormSocket client = byCookie.get(socket.peerCookie());
    boolean accepted = socket.process().role().equals("acceptor") && client != null;
    return accepted ? client.openingNanos() : socket.openingNanos();
  }

  private Errors errors(String kind) {
    return table.computeIfAbsent(kind, k -> new Errors());
  }

  /** Openings and closes that the recording does not have. */
  int missing() {
    return table.values().stream().mapToInt(e -> e.missing).sum();
  }

  /** The largest error of all, in microseconds. */
  double worstMicros() {
    return table.values().stream().mapToDouble(e -> percentile(e.nanos, 100)).max().orElse(0);
  }

  private static double percentile(List<Long> nanos, int percent) {
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.get(Math.max(0, index)) / MICRO;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%-22s %8s %8s %8s %12s %12s %12s %12s%n",
                "errors in us", "n", "missing", "exact", "p50", "p99", "max", "truth's p50"));
    table.forEach((kind, e) -> text.append(String.format("%-22s %s%n", kind, e.line())));
    return text.toString();
  }
}
