package dev.flowtruth.platform.windows.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.platform.windows.calls.ProcessQueries;
import dev.flowtruth.platform.windows.decoder.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The processes behind process ids, from look to look. A process is known again by pid and creation
 * time together, which is one question to the system for each pid and look; the rest is asked once.
 * Not thread-safe.
 */
public final class ProcessTable {
  private final ProcessQueries queries;
  private final Genealogy genealogy;
  private final UnaryOperator<ProcessRef> adornment;
  private final Map<Long, KnownProcess> known = new HashMap<>();
  private final Map<Long, @Nullable KnownProcess> look = new HashMap<>();
  private long vanished;

  /**
   * An empty table.
   *
   * @param adornment adds what is only known when it is asked for, such as hashes
   */
  public ProcessTable(ProcessQueries queries, UnaryOperator<ProcessRef> adornment) {
    this.queries = queries;
    this.adornment = adornment;
    genealogy = new Genealogy(queries);
  }

  /** A look begins: what was said of a pid is to be asked again. */
  public void begin() {
    look.clear();
    genealogy.begin();
    vanished = 0;
  }

  /** A look is over: who was not asked for is forgotten. */
  public void end() {
    known.keySet().retainAll(look.keySet());
  }

  /** Processes of this look that were gone when they were asked for. */
  public long vanished() {
    return vanished;
  }

  /** The process that has this id now; null when there is none any more. */
  public @Nullable KnownProcess find(long pid) {
    if (!look.containsKey(pid)) {
      look.put(pid, ask(pid));
    }
    return look.get(pid);
  }

  /** Why not everything is known of the processes of the last look; a sentence for each. */
  public List<String> troubles() {
    return look.values().stream()
        .filter(one -> one != null && one.trouble() != null)
        .map(one -> "process " + one.process().pid() + ": " + one.trouble())
        .sorted()
        .toList();
  }

  private @Nullable KnownProcess ask(long pid) {
    KnownProcess before = known.get(pid);
    ProcessQueries.Answer answer = queries.ask(pid, before == null ? 0 : before.start());
    if (answer.kind() == ProcessQueries.Kind.GONE) {
      vanished++;
      known.remove(pid);
      return null;
    }
    if (answer.kind() == ProcessQueries.Kind.SAME || isDeniedAgain(before, answer)) {
      return before;
    }
    KnownProcess now = describe(pid, answer);
    known.put(pid, now);
    return now;
  }

  private static boolean isDeniedAgain(
      @Nullable KnownProcess before, ProcessQueries.Answer answer) {
    return answer.kind() == ProcessQueries.Kind.DENIED && before != null && before.start() == 0;
  }

  private KnownProcess describe(long pid, ProcessQueries.Answer answer) {
    ProcessRef process =
        ProcessRef.builder(new ProcessId(pid, answer.start()))
            .startNanos(FileTime.toEpochNanos(answer.start()))
            .name(answer.path() == null ? genealogy.name(pid) : fileName(answer.path()))
            .executable(answer.path())
            .user(answer.user())
            .parents(genealogy.parents(pid, answer.start()))
            .build();
    return new KnownProcess(adornment.apply(process), answer.start(), answer.trouble());
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
  }
}
