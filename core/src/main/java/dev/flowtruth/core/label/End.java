package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;

/**
 * One end of a flow as a look-up sees it: the end itself is local, the other one is the peer.
 *
 * @param flow the flow that it is an end of
 * @param local this end
 * @param peer the other end
 * @param isSource true for the end that sent first
 */
record End(FlowRecord flow, Endpoint local, Endpoint peer, boolean isSource) {
  static End source(FlowRecord flow) {
    return new End(flow, flow.source(), flow.destination(), true);
  }

  static End destination(FlowRecord flow) {
    return new End(flow, flow.destination(), flow.source(), false);
  }

  /** The same end as it is seen on the other side of an address translation. */
  End translated(Endpoint insideLocal, Endpoint insidePeer) {
    return new End(flow, insideLocal, insidePeer, isSource);
  }

  long from() {
    return flow.firstNanos();
  }

  long until() {
    return flow.endNanos();
  }

  Protocol protocol() {
    return Protocol.of(flow.protocolNumber());
  }

  /** Ports as keys have them: none where the protocol has none. */
  int packedPorts() {
    return TupleRows.packPorts(protocol(), local.port(), peer.port());
  }

  int packedLocalPort() {
    return TupleRows.packPorts(protocol(), local.port(), 0);
  }
}
