package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.Basis;
import dev.flowtruth.core.label.Certainty;
import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.formats.flows.FlowLabeller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says who owned the two ends of a packet.
 *
 * <p>A packet is a flow of one moment, and is matched as such; a segment of TCP gets what its whole
 * connection gets, as far as it was read. A connection has one socket at each end for all its
 * packets, but a server's exists only after the handshake, and late segments come after the close:
 * at such a moment somebody else's socket of the same tuple, on another link or from before, would
 * seem to be the only one. Of the process that was found, the moment tells the image of then, and
 * how sure that is.
 *
 * <p>Not thread-safe.
 */
final class PacketLabeller {
  private final InterfaceLabellers labellers;
  private final long offsetNanos;
  private final Map<Integer, FlowLabeller> byInterface = new HashMap<>();
  private final Connections connections = new Connections();

  PacketLabeller(InterfaceLabellers labellers, Duration clockOffset) {
    this.labellers = labellers;
    this.offsetNanos = clockOffset.toNanos();
  }

  /** Counts a packet into its connection; null for other packets than those of TCP. */
  @Nullable Connection track(Packet packet) {
    boolean segment = packet.key().isKnown() && packet.key().isTcp();
    return segment ? connections.of(packet, nanos(packet)) : null;
  }

  /** The label; null for a packet that is none of IP. */
  @Nullable FlowLabel label(Packet packet, @Nullable Connection connection) {
    PacketKey key = packet.key();
    if (!key.isKnown()) {
      return key.isCut() ? FlowLabel.none(Reason.BAD_ROW) : null;
    }
    FlowLabeller labeller =
        byInterface.computeIfAbsent(packet.on().number(), n -> labellers.of(packet.on().name()));
    if (key.questionType() >= 0) {
      return answer(packet, labeller);
    }
    return connection == null
        ? labeller.label(moment(packet, key.source(), key.destination(), key.icmpType()))
        : segment(packet, connection, labeller);
  }

  /** Who asked owns the answer; who answers is the kernel. */
  private FlowLabel answer(Packet packet, FlowLabeller labeller) {
    PacketKey key = packet.key();
    FlowLabel asked =
        labeller.label(
            moment(
                packet,
                /* source= */ key.destination(),
                /* destination= */ key.source(),
                key.questionType()));
    return new FlowLabel(/* source= */ asked.destination(), /* destination= */ asked.source());
  }

  private FlowLabel segment(Packet packet, Connection connection, FlowLabeller labeller) {
    FlowLabel whole = whole(packet, connection, labeller);
    boolean upwards = packet.key().source().equals(connection.low());
    Label source = upwards ? whole.source() : whole.destination();
    Label destination = upwards ? whole.destination() : whole.source();
    if (isSettled(source) && isSettled(destination)) {
      return new FlowLabel(source, destination);
    }
    PacketKey key = packet.key();
    FlowLabel now = labeller.label(moment(packet, key.source(), key.destination(), -1));
    return new FlowLabel(refined(source, now.source()), refined(destination, now.destination()));
  }

  /** True when the moment has nothing to add: neither another image nor a surer time. */
  private static boolean isSettled(Label whole) {
    return !whole.isLabelled()
        || whole.owners().size() == 1 && whole.certainty() == Certainty.CERTAIN;
  }

  /** The same process on the same socket as it was at the moment, else what the whole says. */
  private static Label refined(Label whole, Label moment) {
    LabelledOwner all = whole.owner();
    LabelledOwner now = moment.owner();
    boolean same =
        all != null
            && now != null
            && all.process().id().equals(now.process().id())
            && Objects.equals(whole.socket(), moment.socket());
    return same ? moment : whole;
  }

  private FlowLabel whole(Packet packet, Connection connection, FlowLabeller labeller) {
    FlowLabel known = connection.whole();
    if (known != null) {
      return known;
    }
    long resolution = packet.on().clock().resolutionNanos();
    FlowLabel found =
        labeller.label(
            new FlowRecord(
                connection.firstNanos(),
                connection.lastNanos() + resolution,
                resolution,
                packet.key().protocol(),
                connection.low(),
                connection.high(),
                -1));
    FlowLabel label =
        new FlowLabel(
            ofThisConnection(connection, found.source()),
            ofThisConnection(connection, found.destination()));
    connection.setWhole(label);
    return label;
  }

  /** A socket that was closed before a connection was opened is not the connection's. */
  private static Label ofThisConnection(Connection connection, Label label) {
    Label.SocketTimes socket = label.socket();
    boolean earlier =
        socket != null
            && label.basis() == Basis.RECENT
            && connection.wasOpenedInSight()
            && socket.closedNanos() < connection.firstNanos();
    return earlier ? Label.none(Reason.NEVER_SEEN) : label;
  }

  private FlowRecord moment(Packet packet, Endpoint source, Endpoint destination, int icmpType) {
    long resolution = packet.on().clock().resolutionNanos();
    long nanos = nanos(packet);
    return new FlowRecord(
        nanos,
        nanos + resolution,
        resolution,
        packet.key().protocol(),
        source,
        destination,
        icmpType);
  }

  private long nanos(Packet packet) {
    return packet.nanos() + offsetNanos;
  }
}
