package dev.flowtruth.formats.flows;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of a file that the file does not say by itself.
 *
 * @param zone of times without one, null for this host's
 * @param date of the first row, where times have none
 * @param durationUnit unit of durations, null for the format's own
 * @param timeForm the form of times in the letters of {@link java.time.format.DateTimeFormatter},
 *     null for the format's own
 * @param columns names of the columns of a table that no format knows; empty where one does
 */
public record FileFacts(
    @Nullable ZoneId zone,
    @Nullable LocalDate date,
    @Nullable TimeForm durationUnit,
    @Nullable String timeForm,
    Map<FlowField, List<String>> columns) {
  /** Nothing was said. */
  public static final FileFacts NONE = new FileFacts(null, null, null, null, Map.of());

  public FileFacts {
    columns = Map.copyOf(columns);
  }

  public FileFacts withZone(@Nullable ZoneId ofTimes) {
    return new FileFacts(ofTimes, date, durationUnit, timeForm, columns);
  }

  public FileFacts withDate(@Nullable LocalDate ofFirstRow) {
    return new FileFacts(zone, ofFirstRow, durationUnit, timeForm, columns);
  }

  public FileFacts withDurationUnit(@Nullable TimeForm unit) {
    return new FileFacts(zone, date, unit, timeForm, columns);
  }

  public FileFacts withTimeForm(@Nullable String form) {
    return new FileFacts(zone, date, durationUnit, form, columns);
  }

  public FileFacts withColumns(Map<FlowField, List<String>> names) {
    return new FileFacts(zone, date, durationUnit, timeForm, names);
  }
}
