package dev.flowtruth.platform.windows.owner;

import dev.flowtruth.platform.windows.calls.ProcessQueries;
import dev.flowtruth.platform.windows.decoder.FileTime;
import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processes as the JDK knows them: for an OS that is only assumed to be Windows, where a stand-in
 * answers for the socket tables and nobody for kernel32.
 */
public final class JavaProcesses implements ProcessQueries {
  /** Asks nothing yet. */
  public JavaProcesses() {}

  @Override
  public Answer ask(long pid, long knownStart) {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isEmpty()) {
      return Answer.GONE;
    }
    ProcessHandle.Info info = handle.get().info();
    long start = info.startInstant().map(JavaProcesses::fileTime).orElse(0L);
    return start != 0 && start == knownStart
        ? Answer.SAME
        : Answer.found(start, info.command().orElse(null), info.user().orElse(null));
  }

  private static long fileTime(Instant start) {
    long nanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    return FileTime.ofEpochNanos(nanos);
  }

  @Override
  public List<ProcessEntry> list() {
    return List.of();
  }
}
