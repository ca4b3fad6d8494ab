package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.Reason;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of the own namespace as the JDK knows them, for where netlink is refused. */
final class InterfaceAddresses {
  private InterfaceAddresses() {}

  static List<LocalAddress> of(long netns, List<Gap> gaps) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(one -> addresses(one, netns).stream())
          .toList();
    } catch (SocketException e) {
      String why = "NetworkInterface: " + e.getMessage();
      gaps.add(new Gap("addresses", why, Reason.LOST_EVENTS, netns, System.nanoTime()));
      return List.of();
    }
  }

  private static List<LocalAddress> addresses(NetworkInterface one, long netns) {
    List<LocalAddress> found = new ArrayList<>();
    for (var address : one.getInterfaceAddresses()) {
      IpAddress ip = IpAddress.of(address.getAddress()).withScope(one.getIndex());
      int prefix = address.getNetworkPrefixLength();
      found.add(new LocalAddress(ip, prefix, netns, one.getName(), one.getIndex()));
    }
    return found;
  }
}
