package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.ProcessRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a section was told of. Beyond a limit the one that was used least lately is
 * forgotten, and told again when it is needed. Not thread-safe.
 */
final class ToldProcesses {
  private static final int MOST = 1 << 16;

  /** One and the same value stands for a process in all labels, and has many fields to compare. */
  private static final class Same {
    private final ProcessRef process;

    Same(ProcessRef process) {
      this.process = process;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(process);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it is what this class is for
    public boolean equals(@Nullable Object other) {
      return other instanceof Same same && same.process == process;
    }
  }

  /** The most recently used keys. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  private final Map<Same, Integer> darwin = new Recent<>();
  private final Map<Long, Same> byPid = new Recent<>();
  private int darwinBlocks;
  private int ownDarwinBlocks;

  /** Index of the process among the Darwin blocks, -1 when it has to be told first. */
  int darwinIndex(ProcessRef process) {
    return darwin.getOrDefault(new Same(process), -1);
  }

  /** Counts a block of ours and gives its index. */
  int tellDarwin(ProcessRef process) {
    int index = darwinBlocks++;
    ownDarwinBlocks++;
    darwin.put(new Same(process), index);
    return index;
  }

  /** Counts a Darwin block that was in the file. */
  void countDarwin() {
    darwinBlocks++;
  }

  /** True when Darwin blocks were in the section before any of ours. */
  boolean hasForeignDarwin() {
    return darwinBlocks > ownDarwinBlocks;
  }

  boolean hasOwnDarwin() {
    return ownDarwinBlocks > 0;
  }

  /** True when the pid meant nobody, or another process, until now: it has to be told. */
  boolean isNewForPid(ProcessRef process) {
    Same same = new Same(process);
    return !same.equals(byPid.put(process.pid(), same));
  }
}
