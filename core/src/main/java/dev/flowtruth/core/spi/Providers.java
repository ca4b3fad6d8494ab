package dev.flowtruth.core.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The providers that were found, and the choice among them. Immutable.
 *
 * <p>A provider that cannot be loaded, or whose id is not allowed or taken, is refused with a
 * sentence that names the culprit; the others work on.
 */
public final class Providers {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final List<String> RESERVED = List.of("auto", "all", "none");

  private final List<SocketProvider> accepted;
  private final List<String> refusals;

  private Providers(List<SocketProvider> accepted, List<String> refusals) {
    this.accepted = List.copyOf(accepted);
    this.refusals = List.copyOf(refusals);
  }

  /** Those on the module path and class path of core's own class loader. */
  public static Providers load() {
    return load(Providers.class.getClassLoader());
  }

  /** Those that the class loader reaches, its parents' included. */
  public static Providers load(ClassLoader loader) {
    List<SocketProvider> found = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    var services = ServiceLoader.load(SocketProvider.class, loader).stream().iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          break;
        }
        found.add(services.next().get());
      } catch (ServiceConfigurationError | LinkageError e) {
        refusals.add("a provider could not be loaded: " + e.getMessage());
      }
    }
    return of(found, refusals);
  }

  /** These, and no others. */
  public static Providers of(List<? extends SocketProvider> providers) {
    return of(providers, List.of());
  }

  private static Providers of(List<? extends SocketProvider> found, List<String> troubles) {
    List<String> refusals = new ArrayList<>(troubles);
    Map<String, SocketProvider> byId = new HashMap<>();
    for (SocketProvider provider : found) {
      String refusal = refusal(provider, byId);
      if (refusal == null) {
        byId.put(provider.id(), provider);
      } else {
        refusals.add(refusal);
      }
    }
    List<SocketProvider> ordered = new ArrayList<>(byId.values());
    ordered.sort(
        Comparator.comparingInt(SocketProvider::priority)
            .reversed()
            .thenComparing(SocketProvider::id));
    return new Providers(ordered, refusals);
  }

  private static @Nullable String refusal(
      SocketProvider provider, Map<String, SocketProvider> taken) {
    String who = provider.getClass().getName();
    String id;
    try {
      id = provider.id();
    } catch (RuntimeException | LinkageError e) {
      return who + " does not say its id: " + e;
    }
    if (RESERVED.contains(id) || !ID.matcher(id).matches()) {
      return who + " has the id '" + id + "', which is reserved or not of the form os-source";
    }
    SocketProvider first = taken.get(id);
    if (first != null && first.getClass() != provider.getClass()) {
      return who + " has the id '" + id + "', which " + first.getClass().getName() + " has already";
    }
    return null;
  }

  /** Best first. */
  public List<SocketProvider> all() {
    return accepted;
  }

  /** A sentence for each that was found and is not used. */
  public List<String> refusals() {
    return refusals;
  }

  public Optional<SocketProvider> byId(String id) {
    return accepted.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** The best that works on the host. */
  public Choice choose(Host host) {
    List<Rejected> rejected = new ArrayList<>();
    for (SocketProvider provider : accepted) {
      Support support = supportOf(provider, host);
      if (support.usable()) {
        return new Choice(Optional.of(provider), rejected);
      }
      rejected.add(new Rejected(provider.id(), support));
    }
    return new Choice(Optional.empty(), rejected);
  }

  /** A provider from elsewhere may break its promise never to throw. */
  private static Support supportOf(SocketProvider provider, Host host) {
    try {
      return provider.support(host);
    } catch (RuntimeException | LinkageError e) {
      return Support.refused("it failed when it was asked: " + e);
    }
  }

  /**
   * A provider that was passed over.
   *
   * @param id its id
   * @param support why
   */
  public record Rejected(String id, Support support) {}

  /**
   * What was chosen, and what would have been better.
   *
   * @param provider empty when none works here
   * @param better those with a higher priority that do not work here
   */
  public record Choice(Optional<SocketProvider> provider, List<Rejected> better) {
    public Choice {
      better = List.copyOf(better);
    }
  }
}
