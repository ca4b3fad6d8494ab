package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowRecord;

/**
 * What a row says.
 *
 * @param flow the flow
 * @param lastNanos time of the last packet as the file has it, in ns since the epoch; {@link
 *     dev.flowtruth.core.model.ProcessRef#UNKNOWN} when it does not tell
 * @param icmpCode code of an ICMP flow (or the type of the answer, where the tool writes that), -1
 *     when unknown or not ICMP
 * @param byteCount bytes in both directions, -1 when the row does not say
 */
public record FlowRow(FlowRecord flow, long lastNanos, int icmpCode, long byteCount) {}
