package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which scope ids name an interface of this host. What does not is unknown: Wine puts other numbers
 * there, and a wrong scope would keep a flow from its socket.
 *
 * @param indexes of the interfaces
 */
record Scopes(Set<Integer> indexes) {
  static Scopes of(List<LocalAddress> addresses) {
    return new Scopes(
        addresses.stream().map(LocalAddress::interfaceIndex).collect(Collectors.toSet()));
  }

  SocketRow checked(SocketRow row) {
    if (isKnown(row.local()) && isKnown(row.peer())) {
      return row;
    }
    return new SocketRow(
        row.protocol(),
        checked(row.local()),
        checked(row.peer()),
        row.state(),
        row.pid(),
        row.created());
  }

  private boolean isKnown(Endpoint endpoint) {
    int scope = endpoint.address().scope();
    return scope == 0 || indexes.contains(scope);
  }

  private Endpoint checked(Endpoint endpoint) {
    return isKnown(endpoint)
        ? endpoint
        : new Endpoint(endpoint.address().withoutScope(), endpoint.port());
  }
}
