package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The processes whose sockets a look could not see. Two gaps at most, whose names stay the same
 * from look to look: what may not be read, and what failed.
 */
final class Troubles {
  private static final int MOST_NAMED = 3;

  private final Map<Integer, String> denied = new LinkedHashMap<>();
  private final Map<Integer, String> failed = new LinkedHashMap<>();

  /** This process may not be read with the rights at hand. */
  void denied(int pid, String why) {
    denied.putIfAbsent(pid, why);
  }

  /** This process could not be read, or not in full. */
  void failed(int pid, String why) {
    failed.putIfAbsent(pid, why);
  }

  boolean hasFailed(int pid) {
    return failed.containsKey(pid);
  }

  /** Adds what there is. */
  void addTo(List<Gap> gaps, IntFunction<String> names) {
    add(gaps, "sockets of processes that may not be read", denied, Reason.NO_PERMISSION, names);
    add(gaps, "sockets of processes that could not be read", failed, Reason.LOST_EVENTS, names);
  }

  private static void add(
      List<Gap> gaps,
      String what,
      Map<Integer, String> pids,
      Reason reason,
      IntFunction<String> names) {
    if (pids.isEmpty()) {
      return;
    }
    String first = pids.values().iterator().next();
    String why = first + "; " + words(new ArrayList<>(pids.keySet()), names);
    gaps.add(new Gap(what, why, reason, 0, System.nanoTime()));
  }

  private static String words(List<Integer> pids, IntFunction<String> names) {
    int more = Math.max(0, pids.size() - MOST_NAMED);
    String named =
        pids.stream()
            .limit(MOST_NAMED)
            .map(pid -> pid + " (" + names.apply(pid) + ")")
            .collect(Collectors.joining(", "));
    return (pids.size() == 1 ? "process " : "processes ")
        + named.replace(" ()", "")
        + (more == 0 ? "" : " and " + more + " more");
  }
}
