package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;

/**
 * A connection as OSHI lists it, in our words.
 *
 * @param protocol TCP or UDP
 * @param local local endpoint
 * @param peer remote endpoint, {@link Endpoint#isNone() none} when it has none
 * @param state state
 * @param pid who holds it, 0 or less when OSHI found nobody
 */
record Row(Protocol protocol, Endpoint local, Endpoint peer, SocketState state, long pid) {}
