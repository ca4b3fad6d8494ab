package dev.flowtruth.formats.flows;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of one file: read with what its schema and the user say. Thread-safe, unless its rows
 * have to come in order.
 */
final class FlowTimes {
  private final FlowSchema schema;
  private final FileFacts facts;
  private final LocalTimes local;
  private final TimeReader reader;
  private final TimeForm durations;

  FlowTimes(FlowSchema schema, FileFacts facts) {
    this.schema = schema;
    this.facts = facts;
    ZoneId zone = facts.zone();
    this.local = new LocalTimes(zone == null ? ZoneId.systemDefault() : zone);
    this.reader = reader(facts.timeForm());
    TimeForm unit = facts.durationUnit();
    this.durations = unit == null ? schema.durationForm() : unit;
  }

  private TimeReader reader(@Nullable String form) {
    if (form != null) {
      return new FormattedTimes(form, local, facts.date());
    }
    return schema.timeForm() == TimeForm.WRITTEN
        ? new WrittenTimes(local, facts.date(), schema.countsMillis())
        : new EpochTimes(schema.timeForm(), schema.resolutionNanos());
  }

  TimeReader points() {
    return reader;
  }

  TimeForm durations() {
    return durations;
  }

  /** True when a row can only be read after those before it. */
  boolean isOrdered() {
    return facts.date() != null && reader instanceof WrittenTimes;
  }

  /** What the user ought to know of how the file was read. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (local.used() && facts.zone() == null) {
      notes.add(
          "its times have no zone and were taken for this host's, "
              + local.zone()
              + " (--timezone says otherwise)");
    }
    return notes;
  }
}
