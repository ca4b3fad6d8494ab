package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.owner.SocketSearch.Found;
import dev.flowtruth.platform.linux.packet.Finding;
import dev.flowtruth.platform.linux.packet.PacketTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The polling of {@link NetlinkSource}, and between two looks the sockets that their first packet
 * told of.
 *
 * <p>The trigger works on a thread of its own; what it found is taken over here, on the caller's.
 * There it goes into the same books as the looks, so that no socket is told twice: a look that
 * meets it again hands out the same instance, and the walk of /proc begins with the descriptor at
 * which it was found.
 */
final class PacketSource implements SocketSource {
  private static final long COUNT_NANOS = 100_000_000;

  private final NetlinkSource polling;
  private final Set<Capability> capabilities;
  private final Namespaces namespaces;
  private final OwnerWalk owners;
  private final OwnershipRule rule;
  private final PacketTrigger trigger;
  private long countedNanos = System.nanoTime();
  private final List<SocketEvent> openings = new ArrayList<>();

  PacketSource(
      NetlinkSource polling,
      Set<Capability> capabilities,
      Namespaces namespaces,
      OwnerWalk owners,
      OwnershipRule rule,
      PacketTrigger trigger) {
    this.polling = polling;
    this.capabilities = capabilities;
    this.namespaces = namespaces;
    this.owners = owners;
    this.rule = rule;
    this.trigger = trigger;
  }

  @Override
  public Snapshot snapshot(Look look) throws SourceException {
    takeFindings();
    return polling.snapshot(look);
  }

  /**
   * A socket's end is told after its beginning: ends are collected first, then comes what was found
   * up to then.
   */
  @Override
  public long drain(Consumer<SocketEvent> sink) throws SourceException {
    trigger.start();
    List<SocketEvent> ends = new ArrayList<>();
    long again;
    try {
      again = polling.drain(ends::add);
    } finally {
      tell(ends, sink);
    }
    tellTrouble(sink);
    return again;
  }

  private void tell(List<SocketEvent> ends, Consumer<SocketEvent> sink) {
    trigger.settle();
    takeFindings();
    openings.forEach(sink);
    openings.clear();
    ends.forEach(this::noteEnd);
    ends.forEach(sink);
  }

  private void tellTrouble(Consumer<SocketEvent> sink) throws SourceException {
    long now = System.nanoTime();
    if (now - countedNanos >= COUNT_NANOS) {
      countedNanos = now;
      trigger.tellLosses(sink);
    }
    trigger.check();
  }

  private void takeFindings() {
    Finding finding = trigger.poll();
    for (; finding != null; finding = trigger.poll()) {
      take(finding);
    }
  }

  private void take(Finding finding) {
    NamespaceView view = view(finding.netns());
    if (view == null) {
      return; // the namespace is gone, and its sockets with it
    }
    boolean wasSeen = view.book().knows(finding.row().cookie());
    OpenSocket socket = view.book().meet(finding, rule);
    if (socket == null) {
      return;
    }
    long after = view.lookedNanos();
    if (wasSeen) {
      // A look met it without an owner, perhaps later than he was read: what we know now wins.
      TimeBounds time = TimeBounds.between(after, System.nanoTime());
      List<Owner> owners = socket.ownership().owners();
      openings.add(new SocketEvent.OwnerChanged(socket, owners, List.of(), time));
    } else {
      TimeBounds time = TimeBounds.between(after, finding.seenNanos());
      openings.add(new SocketEvent.Opened(socket, time));
    }
    for (Found holder : finding.holders()) {
      owners.expect(holder.process().pid(), holder.descriptor());
    }
  }

  private @Nullable NamespaceView view(long netns) {
    for (NamespaceView view : namespaces.views()) {
      if (view.netns() == netns) {
        return view;
      }
    }
    return null;
  }

  private void noteEnd(SocketEvent event) {
    if (event instanceof SocketEvent.Closed end && end.socket().protocol().equals(Protocol.UDP)) {
      trigger.ended(end.socket().netns(), end.socket().local().port());
    }
  }

  @Override
  public long lastReadNanos(OpenSocket socket, Owner owner) {
    return polling.lastReadNanos(socket, owner);
  }

  @Override
  public List<Missing> withheld() {
    return polling.withheld();
  }

  @Override
  public void audit(Consumer<SocketEvent> sink) throws SourceException {
    sink.accept(trigger.audit());
    trigger.tellLosses(sink);
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public HostIdentity host() {
    return polling.host();
  }

  @Override
  public ClockReading clock() {
    return polling.clock();
  }

  @Override
  public void close() {
    trigger.close();
    polling.close();
  }
}
