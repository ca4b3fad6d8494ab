package dev.flowtruth.core.spi;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a provider can run on a host, what it would see there, and what it would not.
 *
 * @param usable true when {@link SocketProvider#open} is expected to work
 * @param sees what it would see with the rights at hand
 * @param missing what it would not see, or why it cannot run
 */
public record Support(boolean usable, Set<Capability> sees, List<Missing> missing) {
  public Support {
    sees = Set.copyOf(sees);
    missing = List.copyOf(missing);
  }

  /** It cannot run here. */
  public static Support refused(String cause) {
    return new Support(false, Set.of(), List.of(new Missing(null, cause, null)));
  }

  /** It cannot run here, but would after this line was typed. */
  public static Support refused(String cause, String remedy) {
    return new Support(false, Set.of(), List.of(new Missing(null, cause, remedy)));
  }

  /** It runs here; {@code missing} names what it does not see. */
  public static Support usable(Set<Capability> sees, List<Missing> missing) {
    return new Support(true, sees, missing);
  }

  /** What is seen, in the order of the enum. */
  public List<Capability> seesInOrder() {
    EnumSet<Capability> ordered = EnumSet.noneOf(Capability.class);
    ordered.addAll(sees);
    return List.copyOf(ordered);
  }
}
