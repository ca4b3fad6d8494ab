package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.sockets.TextTable;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The list of providers for people. */
final class ProvidersText {
  private static final List<String> HEADER =
      List.of("PROVIDER", "OS", "RUNS", "BY", "OTHER USERS", "OTHER NAMESPACES", "PROTOCOLS");

  private ProvidersText() {}

  static void write(Console console, Host host, List<ProviderReport> reports) {
    PrintWriter out = console.results();
    if (host.isAssumed()) {
      out.println("As if this were " + host.os().name().toLowerCase(Locale.ROOT) + ":");
    }
    TextTable table = new TextTable(HEADER);
    reports.forEach(report -> table.row(row(report)));
    table.print(out, console.isColored());
    reports.forEach(report -> missing(out, report));
  }

  private static List<String> row(ProviderReport report) {
    if (!report.support().usable()) {
      return List.of(report.id(), report.os(), "no", "-", "-", "-", "-");
    }
    return List.of(
        report.id(),
        report.os(),
        "yes",
        report.way(),
        yesOrNo(report.sees(Capability.OTHER_USERS)),
        yesOrNo(report.sees(Capability.OTHER_NAMESPACES)),
        String.join(" ", report.protocols()));
  }

  private static String yesOrNo(boolean value) {
    return value ? "yes" : "no";
  }

  private static void missing(PrintWriter out, ProviderReport report) {
    List<Missing> missing = report.support().missing();
    if (missing.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        report.support().usable()
            ? report.id() + " does not see everything here:"
            : report.id() + " can't run here:");
    for (Missing item : missing) {
      Capability capability = item.capability();
      out.println("  " + (capability == null ? "" : capability.words() + ": ") + item.cause());
      if (item.remedy() != null) {
        out.println("    type: " + item.remedy());
      }
    }
  }
}
