package dev.flowtruth.platform.windows.owner;

import dev.flowtruth.core.model.ProcessRef.Ancestor;
import dev.flowtruth.platform.windows.calls.ProcessQueries;
import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names and parents of all processes, listed at most once a look and only when somebody new turns
 * up.
 *
 * <p>Windows keeps the id of a parent that is gone, and gives ids again: a parent counts only when
 * it started before its child.
 */
final class Genealogy {
  private static final int MOST_GENERATIONS = 32;

  private final ProcessQueries queries;
  private @Nullable Map<Long, ProcessEntry> listed;

  Genealogy(ProcessQueries queries) {
    this.queries = queries;
  }

  void begin() {
    listed = null;
  }

  /** The file name of its executable; empty when it is not listed. */
  String name(long pid) {
    ProcessEntry entry = entries().get(pid);
    return entry == null ? "" : entry.name();
  }

  /** Nearest first. */
  List<Ancestor> parents(long pid, long start) {
    List<Ancestor> parents = new ArrayList<>();
    ProcessEntry child = entries().get(pid);
    long childStart = start;
    while (child != null && childStart != 0 && parents.size() < MOST_GENERATIONS) {
      ProcessEntry parent = entries().get(child.parent());
      if (parent == null || parent.pid() == child.pid()) {
        break;
      }
      ProcessQueries.Answer answer = queries.ask(parent.pid(), 0);
      if (answer.start() == 0 || answer.start() > childStart) {
        break;
      }
      parents.add(new Ancestor(parent.pid(), parent.name()));
      child = parent;
      childStart = answer.start();
    }
    return parents;
  }

  private Map<Long, ProcessEntry> entries() {
    if (listed == null) {
      Map<Long, ProcessEntry> fresh = new HashMap<>();
      queries.list().forEach(entry -> fresh.put(entry.pid(), entry));
      listed = fresh;
    }
    return listed;
  }
}
