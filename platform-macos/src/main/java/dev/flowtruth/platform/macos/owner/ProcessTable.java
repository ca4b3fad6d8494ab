package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.calls.LibProc;
import dev.flowtruth.platform.macos.decoder.ProcessInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The processes behind process ids, from look to look. A process is its pid and its start.
 *
 * <p>What is read of a pid is surely one process's when the pid had the same start before and
 * after: so {@link #identify} comes before the reading and {@link #confirm} after it. Not
 * thread-safe.
 */
public final class ProcessTable {
  private static final long NANOS = 1000;

  private final ProcessQueries queries;
  private final Genealogy genealogy;
  private final Users users;
  private final UnaryOperator<ProcessRef> adornment;
  private final Map<Integer, KnownProcess> known = new HashMap<>();
  private final Set<Integer> met = new HashSet<>();
  private boolean thorough;
  private long vanished;

  /**
   * An empty table.
   *
   * @param adornment adds what is only known when it is asked for, such as hashes
   */
  public ProcessTable(LibProc lib, UnaryOperator<ProcessRef> adornment) {
    queries = new ProcessQueries(lib);
    genealogy = new Genealogy(queries);
    users = Users.ofSystem();
    this.adornment = adornment;
  }

  /**
   * A look begins.
   *
   * @param isThorough true when the paths of known processes are to be read again
   */
  public void begin(boolean isThorough) {
    thorough = isThorough;
    genealogy.begin();
    met.clear();
    vanished = 0;
  }

  /** A look is over: who was not met is forgotten. */
  public void end() {
    known.keySet().retainAll(met);
  }

  /** Processes that ended while their sockets were read in this look. */
  public long vanished() {
    return vanished;
  }

  /**
   * Makes the process known that has this id now.
   *
   * @return false when there is none any more
   * @throws SourceException when it cannot be asked
   */
  public boolean identify(int pid) throws SourceException {
    met.add(pid);
    if (known.containsKey(pid)) {
      return true;
    }
    ProcessInfo info = queries.describe(pid);
    if (info == null) {
      vanished++;
      return false;
    }
    known.put(pid, described(pid, info));
    return true;
  }

  /**
   * The process that had this id since {@link #identify}; null when that one ended meanwhile.
   *
   * @throws SourceException when it cannot be asked
   */
  public @Nullable ProcessRef confirm(int pid) throws SourceException {
    KnownProcess before = known.get(pid);
    ProcessInfo now = queries.describe(pid);
    if (now == null || before == null || !now.isSameProcess(before.info())) {
      known.remove(pid);
      vanished++;
      return null;
    }
    if (!thorough && now.isSameImage(before.info())) {
      return before.process();
    }
    KnownProcess fresh = described(pid, now.startingAt(before.info().startMicros()));
    KnownProcess kept = hasImageOf(before.process(), fresh.process()) ? before : fresh;
    known.put(pid, kept);
    return kept.process();
  }

  private KnownProcess described(int pid, ProcessInfo info) {
    String path = queries.path(pid);
    String name = Names.full(path, info);
    long start = info.startMicros();
    ProcessRef process =
        ProcessRef.builder(new ProcessId(pid, start))
            .startNanos(start == 0 ? ProcessRef.UNKNOWN : start * NANOS)
            .name(name)
            .comm(info.comm())
            .psutilName(Names.psutil(name, info.comm()))
            .executable(path)
            .uid(info.uid())
            .user(users.name(info.uid()))
            .parents(genealogy.above(info.parent()))
            .build();
    return new KnownProcess(info, adornment.apply(process));
  }

  /** Parents do not count: a process that loses its parent is the same. */
  private static boolean hasImageOf(ProcessRef before, ProcessRef now) {
    return java.util.Objects.equals(before.executable(), now.executable())
        && before.name().equals(now.name())
        && before.comm().equals(now.comm())
        && before.uid() == now.uid();
  }

  /** The short name of any process, for people; empty when it does not say. */
  public String nameOf(int pid) {
    try {
      ProcessInfo info = queries.describeShortly(pid);
      return info == null ? "" : Names.full(queries.path(pid), info);
    } catch (SourceException e) {
      return "";
    }
  }
}
