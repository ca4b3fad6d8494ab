package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.PacketRing;
import dev.flowtruth.platform.linux.decoder.PacketTuple;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first packets of one namespace's sockets, and the lookup of those sockets. Used by the
 * trigger's thread; closed, counted, and told of ends, by any.
 */
final class PacketTap implements AutoCloseable {
  private static final int[] NO_PORTS = {};

  /** So many at once, so that a flood cannot keep the lookups waiting for ever. */
  private static final int MOST_AT_ONCE = 1024;

  private final long netns;
  private final PacketRing ring;
  private final TupleLookup lookup;
  private final QuietPorts ports = new QuietPorts(System.nanoTime());
  private final RecentCookies known = new RecentCookies();
  private long taken;
  private long lossNanos = System.nanoTime();
  private long lostBefore;
  private boolean closed;

  private PacketTap(long netns, PacketRing ring, TupleLookup lookup) {
    this.netns = netns;
    this.ring = ring;
    this.lookup = lookup;
  }

  /** Opens everything in the namespace of the calling thread. */
  static PacketTap open(long netns, int blocks) throws CallException {
    PacketRing ring = PacketRing.open(blocks, PacketFilter.of(NO_PORTS));
    try {
      return new PacketTap(netns, ring, TupleLookup.open());
    } catch (CallException e) {
      ring.close();
      throw e;
    }
  }

  long netns() {
    return netns;
  }

  PacketRing ring() {
    return ring;
  }

  /** Takes what has come, oldest first; returns how many packets that were. */
  synchronized int take(List<Arrival> into) {
    int count = 0;
    while (count < MOST_AT_ONCE && !closed && ring.advance()) {
      count++;
      long now = System.nanoTime();
      PacketTuple tuple = PacketTuple.decode(ring.bytes(), ring.offset(), ring.length());
      if (tuple != null && !isRepeat(tuple, now)) {
        into.add(new Arrival(this, tuple, ring.interfaceIndex(), now));
      }
    }
    taken += count;
    return count;
  }

  private boolean isRepeat(PacketTuple tuple, long nowNanos) {
    return !tuple.isTcp() && ports.isRepeat(tuple.sourcePort(), nowNanos);
  }

  /** The socket that a packet came from; null when there is none any more. */
  synchronized @Nullable SocketRow find(Arrival packet) throws SourceException {
    if (closed) {
      return null;
    }
    PacketTuple tuple = packet.tuple();
    if (!lookup.find(tuple, packet.interfaceIndex())) {
      if (!tuple.isTcp()) {
        ports.isForeign(tuple.sourcePort(), System.nanoTime());
      }
      return null;
    }
    return lookup.message().row(tuple.isTcp() ? Protocol.TCP : Protocol.UDP);
  }

  /** True when nothing more can be found out about the socket behind a packet. */
  synchronized boolean isKnown(Arrival packet, long cookie) {
    if (!known.contains(cookie)) {
      return false;
    }
    if (!packet.isTcp()) {
      ports.belongs(packet.tuple().sourcePort(), cookie, System.nanoTime());
    }
    return true;
  }

  /** Its holder was found, or never will be. */
  synchronized void settle(long cookie) {
    known.add(cookie);
  }

  /** A UDP socket with this port is closed. */
  synchronized void ended(int port) {
    ports.ended(port);
  }

  /** Renews the filter if that is due. */
  synchronized void renew(long nowNanos) throws CallException {
    int[] quiet = closed ? null : ports.renewal(nowNanos);
    if (quiet != null) {
      ring.filter(PacketFilter.of(quiet));
    }
  }

  /**
   * What the kernel counted from the beginning until now.
   *
   * @param passed packets that passed the filter
   * @param taken those that were read
   */
  record Count(long passed, long taken) {}

  synchronized Count count() throws CallException {
    if (!closed) {
      ring.count();
    }
    return new Count(ring.packets(), taken);
  }

  /** The packets that found the ring full since the last call; null when there were none. */
  synchronized SocketEvent.@Nullable Lost takeLoss() throws CallException {
    long since = lossNanos;
    lossNanos = System.nanoTime();
    count();
    long lost = ring.drops() - lostBefore;
    lostBefore = ring.drops();
    return lost == 0
        ? null
        : new SocketEvent.Lost(
            "first packets of namespace " + netns,
            lost,
            netns,
            TimeBounds.between(since, System.nanoTime()));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ring.close();
      lookup.close();
    }
  }
}
