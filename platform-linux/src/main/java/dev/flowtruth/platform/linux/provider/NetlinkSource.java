package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sockets of every namespace by NETLINK_SOCK_DIAG, their owners by a walk of /proc. */
final class NetlinkSource implements SocketSource {
  private static final long DRAIN_NANOS = 10_000_000;
  private static final long BUSY_DRAIN_NANOS = 1_000_000;
  private static final int BUSY = 64;

  private final Machine machine;
  private final HostIdentity host;
  private final Set<Capability> capabilities;
  private final Namespaces namespaces;
  private final OwnerSearch owners;
  private final OwnershipRule rule;
  private List<OpenSocket> lastSockets = List.of();
  private int lastNamespaces;

  NetlinkSource(
      Machine machine,
      HostIdentity host,
      Set<Capability> capabilities,
      Namespaces namespaces,
      OwnerSearch owners,
      OwnershipRule rule) {
    this.machine = machine;
    this.host = host;
    this.capabilities = capabilities;
    this.namespaces = namespaces;
    this.owners = owners;
    this.rule = rule;
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    namespaces.refresh(look == Look.FULL);
    long started = System.nanoTime();
    List<Gap> gaps = new ArrayList<>(namespaces.gaps());
    namespaces.views().forEach(view -> view.look(look, gaps));
    owners.pass(books(), look);
    List<OpenSocket> sockets = join();
    List<LocalAddress> addresses = new ArrayList<>();
    namespaces.views().forEach(view -> addresses.addAll(view.addresses(gaps)));
    namespaces.addGaps(gaps);
    return new Snapshot(started, System.nanoTime(), sockets, addresses, gaps, owners.vanished());
  }

  private List<SocketBook> books() {
    return namespaces.views().stream().map(NamespaceView::book).toList();
  }

  private List<OpenSocket> join() {
    boolean changed = namespaces.views().size() != lastNamespaces;
    lastNamespaces = namespaces.views().size();
    for (SocketBook book : books()) {
      changed |= book.join(rule);
    }
    if (changed) {
      List<OpenSocket> sockets = new ArrayList<>(lastSockets.size());
      books().forEach(book -> book.forEach(sockets::add));
      lastSockets = List.copyOf(sockets);
    }
    return lastSockets;
  }

  @Override
  public long drain(Consumer<SocketEvent> sink) throws SourceException {
    namespaces.refresh(false);
    return namespaces.drain(sink) >= BUSY ? BUSY_DRAIN_NANOS : DRAIN_NANOS;
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner) {
    return owners.lastReadNanos(socket, owner, known(socket));
  }

  private @Nullable KnownSocket known(OpenSocket socket) {
    for (NamespaceView view : namespaces.views()) {
      if (view.netns() == socket.netns()) {
        return view.book().find(socket);
      }
    }
    return null;
  }

  @Override
  public List<Missing> withheld() {
    return owners.withheld();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public HostIdentity host() {
    return host;
  }

  @Override
  public ClockReading clock() {
    return machine.clock();
  }

  @Override
  public void close() {
    namespaces.close();
    owners.close();
  }
}
