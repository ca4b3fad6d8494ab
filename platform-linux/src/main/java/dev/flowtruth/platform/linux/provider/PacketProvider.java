package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.owner.SocketSearch;
import dev.flowtruth.platform.linux.packet.PacketTrigger;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * {@code linux-packet}: the polling of {@code linux-netlink}, and a search at each socket's first
 * packet, for hosts that refuse BPF and grant CAP_NET_RAW.
 */
public final class PacketProvider implements SocketProvider {
  /** Room for packets, in blocks of 256: a burst while a search is under way must fit. */
  private static final int OWN_BLOCKS = 8;

  private static final int OTHER_BLOCKS = 2;

  public PacketProvider() {}

  @Override
  public String id() {
    return "linux-packet";
  }

  @Override
  public Os os() {
    return Os.LINUX;
  }

  @Override
  public int priority() {
    return 70;
  }

  @Override
  public Support support(Host host) {
    return LinuxSupport.of(host)
        .or(() -> LinuxSupport.withoutSockDiag(host))
        .or(() -> Rights.of(host).withoutPackets())
        .orElseGet(() -> Support.usable(capabilities(host), Rights.of(host).missing()));
  }

  private static Set<Capability> capabilities(Host host) {
    Set<Capability> sees = NetlinkProvider.capabilities(host);
    sees.add(Capability.FIRST_PACKETS);
    return sees;
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    long own = new Machine().namespaceOf("/proc/self/ns/net");
    PacketTrigger trigger = trigger(options);
    try {
      NamespaceView.Companion tap =
          netns -> trigger.add(netns, netns == own ? OWN_BLOCKS : OTHER_BLOCKS);
      NetlinkParts parts =
          NetlinkParts.open(options, NetlinkProvider.RECEIVE_BUFFER, NetlinkProvider.PROC, tap);
      return new PacketSource(
          parts.source(),
          capabilities(options.host()),
          parts.namespaces(),
          parts.owners(),
          parts.rule(),
          trigger);
    } catch (SourceException e) {
      trigger.close();
      throw e;
    }
  }

  private static PacketTrigger trigger(SourceOptions options) throws SourceException {
    try {
      return new PacketTrigger(
          new SocketSearch(NetlinkProvider.PROC, options.commandLines(), options.hashes()));
    } catch (UncheckedIOException e) {
      throw new SourceException("processes cannot be read: " + e.getMessage(), e);
    }
  }
}
