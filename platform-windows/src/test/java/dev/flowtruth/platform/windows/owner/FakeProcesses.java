package dev.flowtruth.platform.windows.owner;

import dev.flowtruth.platform.windows.calls.ProcessQueries;
import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A system with the processes that a test puts into it; counts what it is asked. */
public final class FakeProcesses implements ProcessQueries {
  /** 2026-01-01T09:00:00Z as a file time. */
  public static final long MORNING = 134_117_316_000_000_000L;

  private final Map<Long, Answer> answers = new HashMap<>();
  private final List<ProcessEntry> entries = new ArrayList<>();
  public int lists;

  /** A process that may be read. */
  public FakeProcesses with(long pid, long parent, String path, long start) {
    answers.put(pid, Answer.found(start, path, "HOST\\user"));
    entries.add(new ProcessEntry(pid, parent, path.substring(path.lastIndexOf('\\') + 1)));
    return this;
  }

  /** A process that may not be read, but is listed. */
  public FakeProcesses withProtected(long pid, String name) {
    answers.put(pid, Answer.denied("OpenProcess", 5));
    entries.add(new ProcessEntry(pid, 0, name));
    return this;
  }

  /** Ends one. */
  public void end(long pid) {
    answers.remove(pid);
    entries.removeIf(entry -> entry.pid() == pid);
  }

  @Override
  public Answer ask(long pid, long knownStart) {
    Answer answer = answers.getOrDefault(pid, Answer.GONE);
    boolean same = answer.kind() == Kind.FOUND && answer.start() == knownStart;
    return same ? Answer.SAME : answer;
  }

  @Override
  public List<ProcessEntry> list() {
    lists++;
    return List.copyOf(entries);
  }
}
