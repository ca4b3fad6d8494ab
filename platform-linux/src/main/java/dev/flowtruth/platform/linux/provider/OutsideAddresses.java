package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.platform.linux.decoder.ProcNetAddresses;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of network namespaces that we may not enter (any more), as {@code /proc/PID/net} of
 * a process in them shows them to everybody. Keeps no namespace alive: it is forgotten with the
 * last process that we know in it. Not thread-safe.
 */
final class OutsideAddresses {
  private final Host host;
  private final ProcessReader processes;
  private final Map<Long, ProcessId> witnesses = new LinkedHashMap<>();

  OutsideAddresses(Host host, ProcessReader processes) {
    this.host = host;
    this.processes = processes;
  }

  /** A process that is known to live in a namespace. */
  void learn(long netns, ProcessId process) {
    witnesses.put(netns, process);
  }

  /** What there is now. */
  List<LocalAddress> addresses(List<Gap> gaps) {
    List<LocalAddress> all = new ArrayList<>();
    Iterator<Map.Entry<Long, ProcessId>> each = witnesses.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Long, ProcessId> entry = each.next();
      if (processes.isAlive(entry.getValue())) {
        read(entry.getKey(), entry.getValue().pid(), all, gaps);
      } else {
        each.remove();
      }
    }
    return all;
  }

  private void read(long netns, long pid, List<LocalAddress> all, List<Gap> gaps) {
    String directory = "/proc/" + pid + "/net/";
    Optional<String> v4 = host.read(directory + "fib_trie");
    Optional<String> v6 = host.read(directory + "if_inet6");
    try {
      all.addAll(ProcNetAddresses.v4(v4.orElse(""), netns));
      all.addAll(ProcNetAddresses.v6(v6.orElse(""), netns));
    } catch (DecodeException e) {
      gaps.add(Gaps.unread("addresses of namespace " + netns, netns, e));
    }
  }
}
