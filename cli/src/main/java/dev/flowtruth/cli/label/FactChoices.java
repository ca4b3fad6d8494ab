package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.formats.flows.FileFacts;
import dev.flowtruth.formats.flows.TimeForm;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user says of a flow file that the file does not say by itself. */
final class FactChoices {
  private static final Map<String, TimeForm> UNITS =
      Map.of(
          "s", TimeForm.SECONDS,
          "ms", TimeForm.MILLIS,
          "us", TimeForm.MICROS,
          "ns", TimeForm.NANOS);

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      description =
          "Zone of times that have none, such as Europe/Berlin, +02:00 or UTC (default: this"
              + " host's).")
  private @Nullable String zone;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "Date of the first row, where times have none (Argus).")
  private @Nullable String date;

  @Option(
      names = "--duration-unit",
      paramLabel = "UNIT",
      description = "Unit of durations: s, ms, us or ns (default: the format's own).")
  private @Nullable String durationUnit;

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description =
          "Form of times, in the letters of Java's DateTimeFormatter, such as 'MM/dd/yyyy hh:mm:ss"
              + " a' (default: the usual forms are known).")
  private @Nullable String timeForm;

  @Option(
      names = "--columns",
      paramLabel = "FIELD=NAME,...",
      description =
          "Reads any table: src_ip=, src_port=, dst_ip=, dst_port=, protocol= and start= name its"
              + " columns, end=, duration=, bytes=, icmp_type= and icmp_code= where it has them. A |"
              + " between two names takes the first that is not empty.")
  private @Nullable String columns;

  FileFacts facts() {
    return new FileFacts(zone(), date(), durationUnit(), timeForm(), ColumnNames.parse(columns));
  }

  private @Nullable ZoneId zone() {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Failure.input(
          "--timezone: '" + zone + "' is no zone such as Europe/Berlin, +02:00 or UTC");
    }
  }

  private @Nullable LocalDate date() {
    try {
      return date == null ? null : LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw Failure.input("--date: '" + date + "' is no date such as 2026-01-31");
    }
  }

  private @Nullable TimeForm durationUnit() {
    if (durationUnit == null) {
      return null;
    }
    TimeForm form = UNITS.get(durationUnit);
    if (form == null) {
      throw Failure.input("--duration-unit: '" + durationUnit + "' is none of s, ms, us, ns");
    }
    return form;
  }

  private @Nullable String timeForm() {
    if (timeForm == null) {
      return null;
    }
    try {
      var unused = DateTimeFormatter.ofPattern(timeForm);
      return timeForm;
    } catch (IllegalArgumentException e) {
      throw Failure.input("--time-format: '" + timeForm + "' is no pattern: " + e.getMessage());
    }
  }
}
