package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.provider.Looks;
import dev.flowtruth.cli.provider.ProviderReport;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was tried: what one look brought, and what a look costs.
 *
 * @param report what it says of itself
 * @param sockets how many a full look brought
 * @param withoutOwner how many of them have no owner, by reason
 * @param withheld why owners may not be read; empty when none lacks for that reason
 * @param gaps what the look could not see
 * @param lookNanos median cost of a look as the watcher makes it
 * @param failure why it could not look, null when it could
 */
record Examination(
    ProviderReport report,
    int sockets,
    Map<Reason, Integer> withoutOwner,
    List<Missing> withheld,
    List<Gap> gaps,
    long lookNanos,
    @Nullable String failure) {
  private static final int LOOKS = 5;

  Examination {
    withoutOwner = Map.copyOf(withoutOwner);
    withheld = List.copyOf(withheld);
    gaps = List.copyOf(gaps);
  }

  static Examination failed(ProviderReport report, String why) {
    return new Examination(report, 0, Map.of(), List.of(), List.of(), 0, why);
  }

  /** Looks once at everything and a few times as the watcher does. */
  static Examination of(ProviderReport report, SourceOptions options) throws SourceException {
    try (SocketSource source = report.provider().open(options)) {
      Snapshot full = Looks.thorough(source);
      Map<Reason, Integer> absences = absences(full.sockets());
      boolean withheld = absences.containsKey(Reason.NO_PERMISSION);
      List<Missing> causes = withheld ? source.withheld() : List.of();
      long[] costs = new long[LOOKS];
      for (int i = 0; i < LOOKS; i++) {
        Snapshot look = source.snapshot(SocketSource.Look.POLL);
        costs[i] = look.finishedNanos() - look.startedNanos();
      }
      Arrays.sort(costs);
      long cost = costs[LOOKS / 2];
      return new Examination(
          report, full.sockets().size(), absences, causes, full.gaps(), cost, null);
    }
  }

  private static Map<Reason, Integer> absences(List<OpenSocket> sockets) {
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    for (OpenSocket socket : sockets) {
      Reason reason = socket.ownership().absence();
      if (reason != null) {
        counts.merge(reason, 1, Integer::sum);
      }
    }
    return counts;
  }

  /**
   * The share of sockets of a life that a look sees, when looks begin at each period: the model of
   * a loop, min(1, life / cycle).
   */
  double expectedShare(long periodNanos, long lifeNanos) {
    double cycle = Math.max(1, Math.max(periodNanos, lookNanos));
    return Math.min(1, lifeNanos / cycle);
  }
}
