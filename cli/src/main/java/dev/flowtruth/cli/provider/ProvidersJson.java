package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.sockets.JsonLines;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The list of providers as one JSON object. */
public final class ProvidersJson {
  private ProvidersJson() {}

  static void write(Writer out, ProviderCatalog catalog, List<ProviderReport> reports) {
    JsonLines json = new JsonLines(out);
    json.line(
        () -> {
          json.object("host", () -> host(json, catalog.host()));
          json.field("auto", auto(reports));
          json.objects("providers", reports, report -> provider(json, report));
          json.field("refused", catalog.providers().refusals());
        });
  }

  private static @Nullable String auto(List<ProviderReport> reports) {
    return reports.stream()
        .filter(report -> report.support().usable())
        .map(ProviderReport::id)
        .findFirst()
        .orElse(null);
  }

  /** The machine, into the object that is being written. */
  public static void host(JsonLines json, Host host) {
    json.field("os", host.os().name().toLowerCase(Locale.ROOT));
    json.field("assumed", host.isAssumed());
    json.field("kernel", host.kernelRelease());
    json.field("architecture", host.architecture());
  }

  /** A provider, into the object that is being written. */
  public static void provider(JsonLines json, ProviderReport report) {
    boolean runs = report.support().usable();
    json.field("id", report.id());
    json.field("os", report.os());
    json.field("priority", report.provider().priority());
    json.field("usable", runs);
    json.field("by", runs ? report.way() : null);
    json.field("protocols", runs ? report.protocols() : null);
    json.field("other_users", runs ? report.sees(Capability.OTHER_USERS) : null);
    json.field("other_namespaces", runs ? report.sees(Capability.OTHER_NAMESPACES) : null);
    json.field("sees", report.support().seesInOrder().stream().map(Capability::label).toList());
    json.objects("missing", report.support().missing(), item -> missing(json, item));
  }

  private static void missing(JsonLines json, Missing item) {
    Capability capability = item.capability();
    json.field("capability", capability == null ? null : capability.label());
    json.field("cause", item.cause());
    json.field("remedy", item.remedy());
  }
}
