package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Opens the only one; a list is wrong usage here. */
  public OpenSource open(String words, SourceOptions options) throws SourceException {
    List<String> ids = ids(words);
    if (ids.size() > 1) {
      throw Failure.input("-p: this command takes one provider, not " + ids.size());
    }
    sayWhatIsAssumed();
    return openOne(ids.get(0), options);
  }

  /** Opens one after the other, each when it is asked for; all of them can run here. */
  public List<Opening> openings(String words, SourceOptions options) {
    sayWhatIsAssumed();
    List<Opening> openings = new ArrayList<>();
    for (String id : ids(words)) {
      if (!id.equals("auto")) {
        named(id);
      }
      openings.add(() -> openOne(id, options));
    }
    return openings;
  }

  /** A source to be opened. */
  @FunctionalInterface
  public interface Opening {
    OpenSource open() throws SourceException;
  }

  private OpenSource openOne(String id, SourceOptions options) throws SourceException {
    if (id.equals("auto")) {
      return openBest(options);
    }
    return new OpenSource(id, named(id).open(options));
  }

  /** One that can run by all it knows may fail when it is started: then the next is taken. */
  private OpenSource openBest(SourceOptions options) {
    List<String> refused = new ArrayList<>();
    for (SocketProvider provider : catalog.providers().all()) {
      Support support = catalog.support(provider);
      if (!support.usable()) {
        refused.add(provider.id() + " can't run here: " + reasons(support));
        continue;
      }
      try {
        OpenSource opened = new OpenSource(provider.id(), provider.open(options));
        sayWhichAndWhy(provider.id(), refused);
        return opened;
      } catch (SourceException e) {
        refused.add(provider.id() + " did not start: " + e.getMessage());
      }
    }
    throw nothingWorks(refused);
  }

  private void sayWhichAndWhy(String chosen, List<String> refused) {
    console.note("using " + chosen);
    refused.forEach(one -> console.note("  better, but " + one));
  }

  private static Failure nothingWorks(List<String> refused) {
    return Failure.running(
        refused.isEmpty()
            ? "there is no provider at all"
            : "no provider works here: " + String.join("; ", refused));
  }

  private static List<String> ids(String words) {
    return Arrays.stream(words.split(",", -1)).map(String::strip).distinct().toList();
  }

  /** Those that were named, in that order, each once; every one of them can run here. */
  public List<SocketProvider> several(String words) {
    sayWhatIsAssumed();
    LinkedHashSet<SocketProvider> chosen = new LinkedHashSet<>();
    for (String id : ids(words)) {
      chosen.add(id.equals("auto") ? best() : named(id));
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
        sayWhichAndWhy(provider.id(), refused);
        return provider;
      }
      refused.add(provider.id() + " can't run here: " + reasons(support));
    }
    throw nothingWorks(refused);
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
