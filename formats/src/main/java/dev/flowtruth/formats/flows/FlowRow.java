package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowRecord;

/**
 * What a row says.
 *
 * @param flow the flow
 * @param icmpCode code of an ICMP flow (or the type of the answer, where the tool writes that), -1
 *     when unknown or not ICMP
 * @param byteCount bytes in both directions, -1 when the row does not say
 */
public record FlowRow(FlowRecord flow, int icmpCode, long byteCount) {}
