package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;

/**
 * A flow as some tool wrote it down. The interval is half open: [first, end).
 *
 * @param firstNanos wall-clock time of the first packet, ns since the epoch
 * @param endNanos wall-clock time of the last packet plus the file's resolution, ns since the epoch
 * @param resolutionNanos the unit in which the file writes times (1 ms for NFStream)
 * @param protocolNumber IP protocol number, 0 when the tool knew none
 * @param source who sent first, as the tool says; ports are 0 where there are none
 * @param destination the other end
 * @param icmpType type of the first ICMP message, -1 when unknown or not ICMP
 */
public record FlowRecord(
    long firstNanos,
    long endNanos,
    long resolutionNanos,
    int protocolNumber,
    Endpoint source,
    Endpoint destination,
    int icmpType) {}
