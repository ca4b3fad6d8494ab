package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.core.model.ProcessRef.Ancestor;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.decoder.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parents of processes, asked for once a look. A process whose parent ends gets another one at
 * once, so a parent's id is never that of somebody else.
 */
final class Genealogy {
  private static final int MOST_GENERATIONS = 32;

  /** A parent, and who his own is. */
  private record Entry(Ancestor ancestor, int parent) {}

  private final ProcessQueries queries;
  private final Map<Integer, @Nullable Entry> look = new HashMap<>();

  Genealogy(ProcessQueries queries) {
    this.queries = queries;
  }

  void begin() {
    look.clear();
  }

  /** Nearest first, as far as they can be asked. */
  List<Ancestor> above(int parent) {
    List<Ancestor> parents = new ArrayList<>();
    int pid = parent;
    while (pid > 0 && parents.size() < MOST_GENERATIONS) {
      Entry entry = entry(pid);
      if (entry == null) {
        break;
      }
      parents.add(entry.ancestor());
      pid = entry.parent() == pid ? 0 : entry.parent();
    }
    return parents;
  }

  private @Nullable Entry entry(int pid) {
    if (!look.containsKey(pid)) {
      look.put(pid, ask(pid));
    }
    return look.get(pid);
  }

  private @Nullable Entry ask(int pid) {
    try {
      ProcessInfo info = queries.describeShortly(pid);
      String path = queries.path(pid);
      return info == null
          ? null
          : new Entry(new Ancestor(pid, Names.full(path, info)), info.parent());
    } catch (SourceException e) {
      return null; // who is above is said as far as it is known
    }
  }
}
