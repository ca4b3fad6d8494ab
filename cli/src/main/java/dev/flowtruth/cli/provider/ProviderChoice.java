package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Turns the words after {@code -p} into providers, and says which and why not a better one. */
public final class ProviderChoice {
  private final ProviderCatalog catalog;
  private final Console console;

  @Inject
  ProviderChoice(ProviderCatalog catalog, Console console) {
    this.catalog = catalog;
    this.console = console;
  }

  /** The only one; a list is wrong usage here. */
  public SocketProvider one(String words) {
    List<SocketProvider> several = several(words);
    if (several.size() > 1) {
      throw Failure.input("-p: this command takes one provider, not " + several.size());
    }
    return several.get(0);
  }

  /** Those that were named, in that order, each once; every one of them can run here. */
  public List<SocketProvider> several(String words) {
    sayWhatIsAssumed();
    LinkedHashSet<SocketProvider> chosen = new LinkedHashSet<>();
    for (String word : words.split(",", -1)) {
      chosen.add(word.strip().equals("auto") ? best() : named(word.strip()));
    }
    return List.copyOf(chosen);
  }

  private SocketProvider named(String id) {
    SocketProvider provider =
        catalog.providers().byId(id).orElseThrow(() -> Failure.input(unknown(id)));
    Support support = catalog.support(provider);
    if (!support.usable()) {
      throw Failure.running(id + " can't run here: " + reasons(support));
    }
    return provider;
  }

  private String unknown(String id) {
    String known =
        catalog.providers().all().stream()
            .map(SocketProvider::id)
            .collect(Collectors.joining(", "));
    return "-p: there is no provider '" + id + "'; known are: " + known + ", auto";
  }

  private SocketProvider best() {
    List<String> refused = new ArrayList<>();
    for (SocketProvider provider : catalog.providers().all()) {
      Support support = catalog.support(provider);
      if (support.usable()) {
        console.note("using " + provider.id());
        refused.forEach(one -> console.note("  better, but it can't run here: " + one));
        return provider;
      }
      refused.add(provider.id() + ": " + reasons(support));
    }
    throw Failure.running(
        refused.isEmpty()
            ? "there is no provider at all"
            : "no provider works here: " + String.join("; ", refused));
  }

  /** Causes and remedies in one sentence. */
  public static String reasons(Support support) {
    return support.missing().stream()
        .filter(missing -> missing.capability() == null)
        .map(ProviderChoice::reason)
        .collect(Collectors.joining("; "));
  }

  private static String reason(Missing missing) {
    return missing.remedy() == null
        ? missing.cause()
        : missing.cause() + " (type: " + missing.remedy() + ")";
  }

  private void sayWhatIsAssumed() {
    if (catalog.host().isAssumed()) {
      String os = catalog.host().os().name().toLowerCase(java.util.Locale.ROOT);
      console.warn("asked as if this were " + os + " (--assume-os)");
    }
  }
}
