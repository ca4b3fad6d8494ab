package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.platform.linux.calls.Machine;
import java.nio.file.Path;
import java.util.Set;

/**
 * A source that polls by NETLINK_SOCK_DIAG, and what it is made of, for who builds upon it.
 *
 * @param source owns the others: closing it closes them
 */
record NetlinkParts(
    NetlinkSource source, Namespaces namespaces, OwnerWalk owners, OwnershipRule rule) {
  private static final Path BINDINGS = Path.of("/run/netns");
  private static final String OWN_NAMESPACE = "/proc/self/ns/net";

  /**
   * Opens one.
   *
   * @param receiveBuffer bytes for the announcements of destroyed sockets
   * @param processes a tree of the form of /proc, in which owners are looked for
   * @param companion what else is opened in each namespace
   */
  static NetlinkParts open(
      SourceOptions options, int receiveBuffer, Path processes, NamespaceView.Companion companion)
      throws SourceException {
    Machine machine = new Machine();
    Host host = options.host();
    Set<Capability> sees = NetlinkProvider.capabilities(host);
    OwnershipRule rule = new OwnershipRule(machine.userId(), sees.contains(Capability.OTHER_USERS));
    OwnerWalk owners = NetlinkProvider.owners(processes, options);
    try {
      Namespaces namespaces = namespaces(machine, host, owners, receiveBuffer, companion);
      NetlinkSource source =
          new NetlinkSource(machine, LinuxHost.identity(host), sees, namespaces, owners, rule);
      return new NetlinkParts(source, namespaces, owners, rule);
    } catch (SourceException e) {
      owners.close();
      throw e;
    }
  }

  private static Namespaces namespaces(
      Machine machine,
      Host host,
      OwnerWalk owners,
      int receiveBuffer,
      NamespaceView.Companion companion)
      throws SourceException {
    long own = machine.namespaceOf(OWN_NAMESPACE);
    String qualifier = LinuxHost.cookieQualifier(host, own);
    NamespaceView.Shared shared =
        new NamespaceView.Shared(
            new NetlinkDump(), owners, qualifier, receiveBuffer, true, companion);
    return new Namespaces(
        own, new NamespaceFinder(NetlinkProvider.PROC, BINDINGS, machine), shared);
  }
}
