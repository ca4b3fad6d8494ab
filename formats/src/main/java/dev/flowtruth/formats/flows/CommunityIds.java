package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.CommunityId;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import org.jspecify.annotations.Nullable;

/** The Community ID of a row. */
final class CommunityIds {
  private CommunityIds() {}

  /** Null when the file says too little: no protocol, or ICMP without its type. */
  static @Nullable String of(FlowRow row) {
    FlowRecord flow = row.flow();
    Protocol protocol = Protocol.of(flow.protocolNumber());
    if (!protocol.isIcmp()) {
      return protocol.number() == 0
          ? null
          : CommunityId.of(protocol, flow.source(), flow.destination());
    }
    if (flow.icmpType() < 0) {
      return null;
    }
    Endpoint source = new Endpoint(flow.source().address(), flow.icmpType());
    Endpoint destination = new Endpoint(flow.destination().address(), row.icmpCode());
    return CommunityId.of(protocol, source, destination);
  }
}
