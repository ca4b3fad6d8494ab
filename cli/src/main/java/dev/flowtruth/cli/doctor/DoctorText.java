package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.provider.ProviderReport;
import dev.flowtruth.cli.sockets.TextTable;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A diagnosis in words. */
final class DoctorText {
  private final Console console;
  private final PrintWriter out;

  DoctorText(Console console) {
    this.console = console;
    this.out = console.results();
  }

  void write(Diagnosis diagnosis) {
    host(diagnosis.host());
    if (diagnosis.examinations().isEmpty()) {
      out.println("No provider works here.");
    }
    diagnosis.examinations().forEach(this::examination);
    List<ProviderReport> better = diagnosis.better();
    if (!better.isEmpty()) {
      out.println();
      boolean none = diagnosis.examinations().isEmpty();
      out.println(none ? "Why not:" : "Better, but it can't run here:");
      better.forEach(this::refused);
    }
    if (!diagnosis.selfTest().isEmpty()) {
      selfTest(diagnosis.selfTest());
    }
  }

  private void host(Host host) {
    String assumed = host.isAssumed() ? " (assumed by --assume-os)" : "";
    out.println(
        "Host: "
            + host.os().name().toLowerCase(Locale.ROOT)
            + assumed
            + ", kernel "
            + host.kernelRelease()
            + ", "
            + host.architecture()
            + ", user "
            + System.getProperty("user.name"));
  }

  private void examination(Examination examination) {
    ProviderReport report = examination.report();
    out.println();
    out.println(report.id() + " works here, by " + report.way() + ".");
    if (examination.failure() != null) {
      out.println("  But a look failed: " + examination.failure());
      return;
    }
    out.println("  It sees " + sees(report) + ".");
    if (!report.support().missing().isEmpty()) {
      out.println("  It does not see:");
      report.support().missing().forEach(item -> missing("    ", item));
    }
    look(examination);
    expectation(examination);
  }

  private static String sees(ProviderReport report) {
    return report.support().seesInOrder().stream()
        .map(Capability::words)
        .collect(Collectors.joining(", "));
  }

  private void missing(String indent, Missing item) {
    Capability capability = item.capability();
    out.println(indent + (capability == null ? "" : capability.words() + ": ") + item.cause());
    remedy(indent + "  ", item);
  }

  private void remedy(String indent, Missing item) {
    if (item.remedy() != null) {
      out.println(indent + "to see it, type: " + item.remedy());
    }
  }

  private void look(Examination examination) {
    String absences =
        examination.withoutOwner().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey().label())
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "  One look now: %,d sockets%s; it takes %.1f ms.%n",
        examination.sockets(),
        absences.isEmpty() ? ", all with an owner" : ", of them without owner: " + absences,
        examination.lookNanos() / (double) Expectation.MILLI);
    for (Missing cause : examination.withheld()) {
      out.println("    " + Reason.NO_PERMISSION.label() + ": " + cause.cause());
      remedy("      ", cause);
    }
    for (Gap gap : examination.gaps()) {
      out.println("    could not see " + gap.what() + ": " + gap.why());
    }
  }

  private void expectation(Examination examination) {
    out.println("  Expect: " + Expectation.words(examination));
    if (!examination.report().sees(Capability.EVENTS)) {
      boolean packets = examination.report().sees(Capability.FIRST_PACKETS);
      String which = packets ? "sockets without a packet" : "sockets";
      out.println(
          "  Share of " + which + " that a look sees, by period and by life of the socket:");
      TextTable table = new TextTable(header());
      Expectation.PERIODS_MILLIS.forEach(period -> table.row(shares(examination, period)));
      table.print(out, console.isColored());
    }
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("    PERIOD"));
    Expectation.LIVES_MILLIS.forEach(life -> header.add(life + " ms"));
    return header;
  }

  private static List<String> shares(Examination examination, long periodMillis) {
    List<String> cells = new ArrayList<>(List.of("    " + periodMillis + " ms"));
    for (long life : Expectation.LIVES_MILLIS) {
      double share =
          examination.expectedShare(periodMillis * Expectation.MILLI, life * Expectation.MILLI);
      cells.add(String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }
    return cells;
  }

  private void refused(ProviderReport report) {
    out.println("  " + report.id() + ":");
    report.support().missing().forEach(item -> missing("    ", item));
  }

  private void selfTest(List<SelfTest.Result> results) {
    out.println();
    out.println("Known sockets, made for a second:");
    TextTable table = new TextTable(List.of("  PROVIDER", "SOCKET", "VERDICT"));
    results.forEach(r -> table.row(List.of("  " + r.provider(), r.kind(), r.verdict())));
    table.print(out, console.isColored());
    long caught = results.stream().filter(SelfTest.Result::isCaught).count();
    out.println("Caught " + caught + " of " + results.size() + ".");
  }
}
