package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.JavaMachine;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.decoder.ProcNetTable;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.owner.SocketOwners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sockets of the own namespace by the text tables of {@code /proc/net}, or of a recorded tree of
 * that form.
 */
final class ProcfsSource implements SocketSource {
  private final Path root;
  private final long netns;
  private final HostIdentity host;
  private final Set<Capability> capabilities;
  private final Machine machine;
  private final OwnerSearch owners;
  private final OwnershipRule rule;
  private final SocketBook book;
  private final ConntrackState tracking;
  private final long openedNanos = System.nanoTime();
  private List<OpenSocket> lastSockets = List.of();

  private ProcfsSource(
      Path root,
      Machine machine,
      HostIdentity host,
      Set<Capability> capabilities,
      OwnerSearch owners) {
    this.root = root;
    this.machine = machine;
    this.host = host;
    this.capabilities = capabilities;
    this.owners = owners;
    netns = machine.namespaceOf(root + "/self/ns/net");
    rule = new OwnershipRule(machine.userId(), capabilities.contains(Capability.OTHER_USERS));
    book = new SocketBook(netns, "", owners);
    tracking = new ConntrackState(root);
  }

  /** Opens the tree whose processes and tables are to be read. */
  static ProcfsSource open(
      Path root, SourceOptions options, HostIdentity host, Set<Capability> capabilities)
      throws SourceException {
    Machine machine = new Machine();
    try {
      SocketOwners walk = new SocketOwners(root, options.commandLines(), options.hashes());
      return new ProcfsSource(root, machine, host, capabilities, new OwnerWalk(walk));
    } catch (UncheckedIOException e) {
      throw new SourceException("processes cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    if (!Files.isReadable(root.resolve("net/tcp"))) {
      throw new SourceException(root.resolve("net/tcp") + " is not there or may not be read");
    }
    long started = System.nanoTime();
    List<Gap> gaps = new ArrayList<>();
    book.begin();
    for (DiagTable table : DiagTable.ALL) {
      table.texts().forEach(name -> read(table, name, look, gaps));
    }
    book.end();
    owners.pass(List.of(book), look);
    if (book.join(rule)) {
      List<OpenSocket> sockets = new ArrayList<>();
      book.forEach(sockets::add);
      lastSockets = List.copyOf(sockets);
    }
    List<LocalAddress> addresses = JavaMachine.addresses(netns, gaps::add);
    if (tracking.mayTranslate()) {
      gaps.add(Gaps.untranslated(netns, "they are read by netlink alone", openedNanos));
    }
    return new Snapshot(
        started, System.nanoTime(), lastSockets, addresses, gaps, owners.vanished());
  }

  private void read(DiagTable table, String name, Look look, List<Gap> gaps) {
    Path file = root.resolve("net").resolve(name);
    try {
      List<SocketRow> rows = new ArrayList<>();
      ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
      ProcNetTable.read(table.protocol(), text, rows::add);
      rows.stream().filter(row -> look == Look.FULL || RowFilter.isLive(row)).forEach(book::see);
    } catch (NoSuchFileException e) {
      // A kernel without this protocol, or without IPv6, has no such sockets either.
      return;
    } catch (IOException | SourceException e) {
      miss(table, file + ": " + e.getMessage(), gaps);
    }
  }

  private void miss(DiagTable table, String why, List<Gap> gaps) {
    book.keep(table.protocol());
    gaps.add(Gaps.unread(table.protocol().label() + " sockets", netns, why));
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner) {
    return owners.lastReadNanos(socket, owner, book.find(socket));
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
    owners.close();
    tracking.close();
  }
}
