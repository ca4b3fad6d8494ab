package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.Endpoint;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The flows of a capture that may still go on. A flow ends when nothing was seen of it for a time,
 * when a TCP connection of the same tuple is opened anew, or when too many are open: then the one
 * that was quiet for the longest time ends. Not thread-safe.
 */
final class FlowTable {
  private static final int MOST = 1 << 17;

  /** Is told of each flow that ended. */
  interface Sink {
    void ended(CapturedFlow flow) throws IOException;
  }

  /** Twins on two links are two flows; so are two kinds of ICMP messages. */
  private record Key(
      int interfaceNumber, int protocol, Endpoint low, Endpoint high, int icmpType) {}

  private final Map<Key, CapturedFlow> open = new LinkedHashMap<>(1024, 0.75f, true);
  private final long idleNanos;
  private final Sink sink;

  FlowTable(long idleNanos, Sink sink) {
    this.idleNanos = idleNanos;
    this.sink = sink;
  }

  /** Takes a packet of which the ends are known. */
  void add(Packet packet, long nanos) throws IOException {
    endQuiet(nanos);
    PacketKey key = packet.key();
    Key place = place(packet);
    CapturedFlow flow = open.get(place);
    if (flow != null && flow.isFollowedBy(key)) {
      open.remove(place);
      sink.ended(flow);
      flow = null;
    }
    if (flow == null) {
      flow = new CapturedFlow(packet.on(), key, nanos);
      open.put(place, flow);
    }
    flow.add(key, nanos, packet.length());
  }

  private static Key place(Packet packet) {
    PacketKey key = packet.key();
    boolean upwards = key.source().compareTo(key.destination()) <= 0;
    return new Key(
        packet.on().number(),
        key.protocol(),
        upwards ? key.source() : key.destination(),
        upwards ? key.destination() : key.source(),
        key.questionType() >= 0 ? key.questionType() : key.icmpType());
  }

  private void endQuiet(long now) throws IOException {
    Iterator<CapturedFlow> quietest = open.values().iterator();
    while (quietest.hasNext()) {
      CapturedFlow flow = quietest.next();
      if (now - flow.lastNanos() <= idleNanos && open.size() < MOST) {
        return;
      }
      quietest.remove();
      sink.ended(flow);
    }
  }

  /** Ends all. */
  void end() throws IOException {
    for (CapturedFlow flow : open.values()) {
      sink.ended(flow);
    }
    open.clear();
  }
}
