package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.PacketRing;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.PacketTuple;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first packets of one namespace's sockets, and the lookup of those sockets. Used by the
 * trigger's thread; closed, and told of ends, by any.
 */
final class PacketTap implements AutoCloseable {
  private static final int[] NO_PORTS = {};
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long netns;
  private final PacketRing ring;
  private final TupleLookup lookup;
  private final QuietPorts ports;
  private long emptyNanos = System.nanoTime();
  private long taken;
  private boolean closed;

  /** A socket that was looked up. */
  record Socket(SocketRow row, long[] words) {}

  private PacketTap(long netns, PacketRing ring, TupleLookup lookup) {
    this.netns = netns;
    this.ring = ring;
    this.lookup = lookup;
    ports = new QuietPorts(emptyNanos);
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

  /** Takes what has come, oldest first. */
  synchronized void take(List<Arrival> into) {
    if (closed) {
      return;
    }
    long since = emptyNanos;
    long wallLead = 0;
    long now = 0;
    while (true) {
      long asked = System.nanoTime();
      if (!ring.advance()) {
        emptyNanos = asked;
        return;
      }
      if (now == 0) {
        Instant wall = Instant.now();
        now = System.nanoTime(); // read last, so that no packet is dated before it was sent
        wallLead = wall.getEpochSecond() * NANOS_PER_SECOND + wall.getNano() - now;
      }
      taken++;
      PacketTuple tuple = PacketTuple.decode(ring.bytes(), ring.offset(), ring.length());
      if (tuple != null && !isRepeat(tuple, asked)) {
        long sent = ring.wallNanos() - wallLead;
        // Outside of these bounds, somebody has set the wall clock.
        long seen = System.nanoTime();
        boolean isSane = sent >= since && sent <= seen;
        into.add(new Arrival(this, tuple, ring.interfaceIndex(), isSane ? sent : seen));
      }
    }
  }

  private boolean isRepeat(PacketTuple tuple, long nowNanos) {
    return !tuple.isTcp() && ports.isRepeat(tuple.sourcePort(), nowNanos);
  }

  /** The socket that a packet came from; null when there is none any more. */
  synchronized @Nullable Socket find(Arrival packet) throws SourceException {
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
    DiagMessage message = lookup.message();
    long[] words = new long[DiagMessage.WORDS];
    message.words(words);
    return new Socket(message.row(tuple.isTcp() ? Protocol.TCP : Protocol.UDP), words);
  }

  /** All is known of the socket behind a packet that can be known. */
  synchronized void isKnown(Arrival packet, long cookie) {
    if (!packet.isTcp()) {
      ports.belongs(packet.tuple().sourcePort(), cookie, System.nanoTime());
    }
  }

  /** A UDP socket with this port is closed. */
  synchronized void ended(int port) {
    ports.ended(port);
  }

  /** Renews the filter if that is due. */
  synchronized void renew(long nowNanos) throws CallException {
    int[] known = closed ? null : ports.renewal(nowNanos);
    if (known != null) {
      ring.filter(PacketFilter.of(known));
    }
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
