package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import java.io.File;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processes behind pids, as the JDK knows them on every OS; OSHI is asked for names that the
 * JDK does not have. Not thread-safe.
 */
final class Processes {
  private final OshiCalls oshi;
  private final Map<Long, ProcessRef> known = new HashMap<>();
  private final Map<Long, @Nullable ProcessRef> look = new HashMap<>();
  private long vanished;

  Processes(OshiCalls oshi) {
    this.oshi = oshi;
  }

  void begin() {
    look.clear();
    vanished = 0;
  }

  void end() {
    known.keySet().retainAll(look.keySet());
  }

  long vanished() {
    return vanished;
  }

  /** The process that has this id now; null when it is gone. */
  @Nullable ProcessRef find(long pid) {
    if (!look.containsKey(pid)) {
      look.put(pid, ask(pid));
    }
    return look.get(pid);
  }

  private @Nullable ProcessRef ask(long pid) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isEmpty()) {
      vanished++;
      known.remove(pid);
      return null;
    }
    ProcessRef now = describe(pid, handle.get().info());
    ProcessRef before = known.get(pid);
    if (now.equals(before)) {
      return before;
    }
    known.put(pid, now);
    return now;
  }

  private ProcessRef describe(long pid, ProcessHandle.Info info) {
    Optional<Instant> start = info.startInstant();
    String command = info.command().orElse(null);
    return ProcessRef.builder(new ProcessId(pid, start.map(Instant::toEpochMilli).orElse(0L)))
        .startNanos(start.map(Processes::nanos).orElse(ProcessRef.UNKNOWN))
        .name(command == null ? nameOf(pid) : new File(command).getName())
        .executable(command)
        .user(info.user().orElse(null))
        .parents(List.of())
        .build();
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private String nameOf(long pid) {
    try {
      String name = oshi.name(pid);
      return name == null ? "" : name;
    } catch (RuntimeException | LinkageError e) {
      return "";
    }
  }
}
