package dev.flowtruth.cli.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.Support;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A provider and what it says of this machine.
 *
 * @param provider which
 * @param support what it sees here, or why it can't run
 */
public record ProviderReport(SocketProvider provider, Support support) {
  private static final Set<Capability> PROTOCOLS =
      EnumSet.of(
          Capability.TCP,
          Capability.UDP,
          Capability.UDPLITE,
          Capability.SCTP,
          Capability.RAW,
          Capability.ICMP);

  public String id() {
    return provider.id();
  }

  /** The OS that it is written for; {@code any} when it runs on all. */
  public String os() {
    return provider.os() == Os.OTHER ? "any" : provider.os().name().toLowerCase(Locale.ROOT);
  }

  /** The protocols that it sees, by their names in other outputs. */
  public List<String> protocols() {
    return support.seesInOrder().stream()
        .filter(PROTOCOLS::contains)
        .map(Capability::label)
        .toList();
  }

  public boolean sees(Capability capability) {
    return support.sees().contains(capability);
  }

  /** {@code events} or {@code polling}. */
  public String way() {
    return sees(Capability.EVENTS) ? "events" : "polling";
  }
}
