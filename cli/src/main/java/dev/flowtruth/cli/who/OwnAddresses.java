package dev.flowtruth.cli.who;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import java.util.Collection;
import java.util.List;

/**
 * The addresses of a host: only for them a socket on the wildcard address answers.
 *
 * @param all of every namespace, as they are or were
 */
record OwnAddresses(Collection<LocalAddress> all) {
  OwnAddresses {
    all = List.copyOf(all);
  }

  /** True when what is sent to the endpoint is the socket's. */
  boolean owns(OpenSocket socket, AskedEndpoint asked) {
    if (asked.is(socket.local())) {
      return true;
    }
    IpAddress address = asked.address();
    return address != null
        && socket.isUnconnected()
        && asked.hasPortOf(socket.local())
        && isOnWildcardOf(socket, address)
        && isOwn(address, socket.netns());
  }

  /** {@code 0.0.0.0} speaks IPv4 alone; {@code ::} both, unless it says otherwise. */
  private static boolean isOnWildcardOf(OpenSocket socket, IpAddress address) {
    IpAddress local = socket.local().address();
    boolean both = socket.protocol().hasPorts() && !local.isV4() && !socket.v6Only();
    return local.isWildcard() && (local.isV4() == address.isV4() || both);
  }

  private boolean isOwn(IpAddress address, long netns) {
    return address.isLoopback()
        || all.stream()
            .filter(own -> own.netns() == netns || own.netns() == 0 || netns == 0)
            .anyMatch(own -> own.ip().withoutScope().equals(address.withoutScope()));
  }
}
