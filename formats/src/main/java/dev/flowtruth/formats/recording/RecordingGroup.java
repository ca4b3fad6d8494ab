package dev.flowtruth.formats.recording;

import dev.flowtruth.core.label.Coverage;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.watch.SocketListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All files of one boot of one host. They are read side by side in the order of their times, so
 * that a listener sees one stream, as from one watcher. Can be read once.
 */
public final class RecordingGroup {
  private final List<RecordingPart> parts;
  private final Map<String, RecordingSummary> summaries = new LinkedHashMap<>();
  private final ReadProcesses processes = new ReadProcesses();
  private int started;
  private long reached = Long.MIN_VALUE;

  RecordingGroup(List<RecordingPart> parts) {
    this.parts = new ArrayList<>(parts);
    this.parts.sort(Comparator.comparingLong(part -> part.header().atNanos()));
  }

  public HostIdentity host() {
    return parts.get(0).header().host();
  }

  /** Of all files, the one that began first in front. */
  public List<RecordingHeader> headers() {
    return parts.stream().map(RecordingPart::header).toList();
  }

  /** Wall-clock ns since the epoch at which the first file begins. */
  public long beganNanos() {
    return parts.get(0).header().atNanos();
  }

  /** Up to when it is known what happened, after {@link #readTo}. */
  public long reachedNanos() {
    return reached;
  }

  /**
   * From when to when, and how well, the host was watched, after {@link #readTo}. With several
   * providers it is what all of them give: a socket may have been in sight of the weakest only.
   */
  public Coverage coverage() {
    long period = 0;
    boolean missesNoSocket = true;
    for (RecordingHeader header : headers()) {
      Long pause = header.periodNanos();
      period = Math.max(period, pause == null ? 0 : pause);
      missesNoSocket &= header.sees(Capability.EVENTS) || header.sees(Capability.DESTROY_EVENTS);
    }
    return new Coverage(beganNanos(), reached, period, missesNoSocket);
  }

  /** What reading came to, by file in the order in which they ended, after {@link #readTo}. */
  public Map<String, RecordingSummary> summaries() {
    return Map.copyOf(summaries);
  }

  /**
   * Hands the merged events of all files to a listener; times are as {@link RecordingReader} says.
   *
   * <p>A socket that several files tell of is opened once and closed once. What is still open when
   * the last file ends is closed there with the cause {@code WATCH_ENDED}, also after a crash. Time
   * between files that none covers is a gap; what was open before it ends in it.
   *
   * @throws BadRecordingException when a line is not what it should be
   */
  public void readTo(SocketListener listener) throws IOException {
    Merger merger = new Merger(listener);
    PriorityQueue<Integer> running =
        new PriorityQueue<>(Comparator.comparingLong(this::headTime).thenComparing(i -> i));
    try {
      while (startDue(running, merger)) {
        step(running, merger);
      }
      merger.finish(reached);
    } finally {
      for (RecordingPart part : parts) {
        part.close();
      }
    }
  }

  /** Opens the files whose time has come; false when all are at their end. */
  private boolean startDue(PriorityQueue<Integer> running, Merger merger) throws IOException {
    while (started < parts.size() && isDue(running.peek())) {
      RecordingPart part = parts.get(started);
      if (running.isEmpty() && started > 0 && part.header().atNanos() > reached) {
        merger.hole(reached, part.header().atNanos());
      }
      part.start(processes);
      running.add(started);
      started++;
    }
    return !running.isEmpty();
  }

  private boolean isDue(@Nullable Integer first) {
    return first == null || parts.get(started).header().atNanos() <= headTime(first);
  }

  private void step(PriorityQueue<Integer> running, Merger merger) throws IOException {
    int index = running.remove();
    RecordingPart part = parts.get(index);
    var event = part.head();
    if (event != null) {
      merger.accept(index, event);
      part.advance();
      running.add(index);
      return;
    }
    RecordingSummary summary = part.summary();
    reached = Math.max(reached, summary.lastNanos());
    summaries.put(part.file(), summary);
    merger.ended(index, successor(index), summary.lastNanos());
    part.close();
  }

  /** A file that is at its end has its turn when the time of its last line has come. */
  private long headTime(int index) {
    RecordingPart part = parts.get(index);
    var event = part.head();
    return event == null ? part.summary().lastNanos() : event.time().at();
  }

  private int successor(int index) {
    for (int i = index + 1; i < parts.size(); i++) {
      if (parts.get(index).isContinuedBy(parts.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
