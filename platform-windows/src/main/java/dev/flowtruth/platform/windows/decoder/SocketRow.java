package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;

/**
 * One row of a socket table. Equal rows of two looks are one socket that did not change.
 *
 * @param protocol TCP or UDP
 * @param local local endpoint
 * @param peer remote endpoint, {@link Endpoint#isNone() none} for UDP and for listening sockets
 * @param state state
 * @param pid {@code dwOwningPid}, unsigned
 * @param created file time at which it was bound or connected, 0 when the table does not say
 */
public record SocketRow(
    Protocol protocol, Endpoint local, Endpoint peer, SocketState state, long pid, long created) {}
