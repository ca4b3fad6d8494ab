package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.formats.flows.FlowLabeller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says who owned the two ends of a packet.
 *
 * <p>A packet is a flow of one moment, and is matched as such. Where that finds nobody, a segment
 * of TCP gets what its whole connection gets, as far as it was read: a server's socket exists only
 * after the handshake, and a late segment may come after the close. Both are exact only as long as
 * one connection has one socket at each end; where two moments of it name two sockets, the whole
 * connection decides, which mostly means that nobody does.
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
      return key == PacketKey.CUT ? FlowLabel.none(Reason.BAD_ROW) : null;
    }
    FlowLabeller labeller =
        byInterface.computeIfAbsent(packet.on().number(), n -> labellers.of(packet.on().name()));
    if (key.questionType() >= 0) {
      return answer(packet, labeller);
    }
    FlowLabel own = labeller.label(moment(packet, key.source(), key.destination(), key.icmpType()));
    if (connection == null) {
      return own;
    }
    Label source = settle(packet, connection, labeller, key.source(), own.source());
    Label destination = settle(packet, connection, labeller, key.destination(), own.destination());
    return new FlowLabel(source, destination);
  }

  /** Who asked owns the answer; who answers is the kernel. */
  private FlowLabel answer(Packet packet, FlowLabeller labeller) {
    PacketKey key = packet.key();
    FlowLabel asked =
        labeller.label(moment(packet, key.destination(), key.source(), key.questionType()));
    return new FlowLabel(asked.destination(), asked.source());
  }

  private Label settle(
      Packet packet, Connection connection, FlowLabeller labeller, Endpoint end, Label own) {
    Label.SocketTimes socket = own.socket();
    if (own.isLabelled() && (socket == null || connection.hasSocket(end, socket))) {
      return own;
    }
    Reason reason = own.reason();
    if (reason != null && !connectionMaySayMore(reason)) {
      return own;
    }
    FlowLabel whole = whole(packet, connection, labeller);
    Label other = end.equals(connection.low()) ? whole.source() : whole.destination();
    return own.isLabelled() || other.isLabelled() ? other : own;
  }

  private static boolean connectionMaySayMore(Reason reason) {
    return switch (reason) {
      case AMBIGUOUS,
          SEEN_WITHOUT_OWNER,
          LISTENER_ONLY,
          OTHER_NAMESPACE,
          BEFORE_RECORDING,
          AFTER_RECORDING,
          LOST_EVENTS,
          NEVER_SEEN ->
          true;
      default -> false;
    };
  }

  private FlowLabel whole(Packet packet, Connection connection, FlowLabeller labeller) {
    FlowLabel known = connection.whole();
    if (known != null) {
      return known;
    }
    long resolution = packet.on().clock().resolutionNanos();
    FlowLabel label =
        labeller.label(
            new FlowRecord(
                connection.firstNanos(),
                connection.lastNanos() + resolution,
                resolution,
                packet.key().protocol(),
                connection.low(),
                connection.high(),
                -1));
    connection.setWhole(label);
    return label;
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
