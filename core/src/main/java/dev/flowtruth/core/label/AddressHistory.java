package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which addresses the host had, in which namespace, on which interface, and when. */
final class AddressHistory {
  private static final IpAddress ALL_HOSTS = IpAddress.ofV4(-1);

  private final List<Tenure> tenures = new ArrayList<>();
  private final List<Tenure> loopbacks = new ArrayList<>();
  private final Map<IpAddress, List<Tenure>> byAddress = new HashMap<>();
  private final Map<IpAddress, List<Tenure>> byBroadcast = new HashMap<>();

  /** A stretch of time in which the host had an address; half open. */
  private static final class Tenure {
    final LocalAddress address;
    final long from;
    long until = Long.MAX_VALUE;

    Tenure(LocalAddress address, long from) {
      this.address = address;
      this.from = from;
    }

    boolean covers(long netns, long start, long end) {
      boolean sameNamespace = netns == 0 || address.netns() == 0 || address.netns() == netns;
      return sameNamespace && from < end && until > start;
    }
  }

  void add(LocalAddress address, TimeBounds time) {
    Tenure tenure = new Tenure(address, time.after());
    tenures.add(tenure);
    put(byAddress, address.ip().withoutScope(), tenure);
    if (address.ip().isLoopback()) {
      loopbacks.add(tenure);
    }
    if (address.ip().isV4() && address.prefixLength() > 0 && address.prefixLength() < 31) {
      int hostBits = -1 >>> address.prefixLength();
      put(byBroadcast, IpAddress.ofV4(address.ip().v4Bits() | hostBits), tenure);
    }
  }

  void remove(LocalAddress address, TimeBounds time) {
    for (Tenure tenure : byAddress.getOrDefault(address.ip().withoutScope(), List.of())) {
      if (tenure.address.equals(address) && tenure.until == Long.MAX_VALUE) {
        tenure.until = time.at();
      }
    }
  }

  /** True when the address was the host's at some time in [from, until), in this namespace. */
  boolean isLocal(IpAddress address, long netns, long from, long until) {
    return anyCovers(byAddress.get(address.withoutScope()), netns, from, until)
        || (address.isLoopback() && anyCovers(loopbacks, netns, from, until));
  }

  /** True when the address is a multicast or broadcast one that the host may receive. */
  boolean isReceivedByMany(IpAddress address, long netns, long from, long until) {
    return address.isMulticast()
        || address.equals(ALL_HOSTS)
        || anyCovers(byBroadcast.get(address), netns, from, until);
  }

  /** False when the address never was the host's, nor one that it may receive. */
  boolean isKnown(IpAddress address) {
    return address.isMulticast()
        || address.isLoopback()
        || address.equals(ALL_HOSTS)
        || byAddress.containsKey(address.withoutScope())
        || byBroadcast.containsKey(address);
  }

  /** Indexes of the interfaces of that name, in this namespace or, for 0, in any. */
  Set<Integer> interfaceIndexes(String name, long netns) {
    Set<Integer> indexes = new HashSet<>();
    for (Tenure tenure : tenures) {
      if (tenure.address.interfaceName().equals(name)
          && (netns == 0 || tenure.address.netns() == netns)) {
        indexes.add(tenure.address.interfaceIndex());
      }
    }
    return indexes;
  }

  private static boolean anyCovers(
      @org.jspecify.annotations.Nullable List<Tenure> known, long netns, long from, long until) {
    if (known != null) {
      for (Tenure tenure : known) {
        if (tenure.covers(netns, from, until)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void put(Map<IpAddress, List<Tenure>> map, IpAddress key, Tenure tenure) {
    map.computeIfAbsent(key, unseen -> new ArrayList<>(1)).add(tenure);
  }
}
