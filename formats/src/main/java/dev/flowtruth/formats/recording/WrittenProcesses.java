package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which processes a writer has described, under which id of the file.
 *
 * <p>Those that hold an open socket stay; of the others the most recent ones are remembered, so
 * that a process which opens one socket after the other is described once. One that was forgotten
 * and comes back gets another id.
 */
final class WrittenProcesses {
  private static final int IDLE = 16_384;

  /** A process under its id, with the image that was last described. */
  private static final class Entry {
    private final long id;
    private @Nullable ProcessRef image;
    private long at;
    private int holds;
    private boolean described;

    private Entry(long id) {
      this.id = id;
    }

    @SuppressWarnings("ReferenceEquality") // nearly always the same one, and it is large
    private boolean shows(ProcessRef ref) {
      return ref == image || ref.equals(image);
    }
  }

  /**
   * What to write of a process.
   *
   * @param id its id in the file
   * @param isNews true when this image has to be described
   * @param at wall-clock ns at which the image was first seen
   */
  record Mention(long id, boolean isNews, long at) {}

  private final Map<ProcessId, Entry> entries = new HashMap<>();
  private final Map<ProcessId, Entry> idle = new LinkedHashMap<>();
  private long lastId;

  /** It is about to be mentioned; who does so describes it first if that is news. */
  Mention mention(ProcessRef ref, long now) {
    Entry entry = entry(ref);
    boolean same = entry.shows(ref);
    boolean known = same && entry.described;
    if (!same) {
      entry.image = ref;
      entry.at = now;
    }
    entry.described = true;
    return new Mention(entry.id, !known, entry.at);
  }

  /** It holds one socket more. */
  void hold(ProcessRef ref) {
    idle.remove(ref.id());
    entry(ref).holds++;
  }

  private Entry entry(ProcessRef ref) {
    Entry entry = entries.get(ref.id());
    if (entry == null) {
      entry = new Entry(++lastId);
      entries.put(ref.id(), entry);
    }
    return entry;
  }

  /** It holds one socket less. */
  void release(ProcessRef ref) {
    Entry entry = entries.get(ref.id());
    if (entry != null && --entry.holds == 0) {
      idle.put(ref.id(), entry);
      forgetSome();
    }
  }

  private void forgetSome() {
    if (idle.size() > IDLE) {
      Iterator<ProcessId> eldest = idle.keySet().iterator();
      entries.remove(eldest.next());
      eldest.remove();
    }
  }

  /** A new file begins, in which none is described. */
  void startFile() {
    entries.keySet().removeAll(idle.keySet());
    idle.clear();
    entries.values().forEach(entry -> entry.described = false);
  }
}
