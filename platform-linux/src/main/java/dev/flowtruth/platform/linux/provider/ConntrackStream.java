package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.Machine;
import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.ConntrackMessage;
import dev.flowtruth.platform.linux.decoder.NetlinkMessages;
import dev.flowtruth.platform.linux.layout.Conntrack;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's entries of tracked connections that translate addresses, in one namespace. It
 * subscribes first, then asks for what is there, then reads events, so that nothing is missed in
 * between. Not thread-safe.
 *
 * <p>Events of what changes in an entry are not subscribed to: whether it translates, and what, is
 * settled before the kernel tells of it and never changes (nf_conntrack_common.h).
 *
 * <p>A dump is made again [1] after a loss, [2] while there are entries whose end the kernel may
 * not tell: it only does of those that began when somebody listened (nf_conntrack_events is 2 by
 * default since Linux 5.19), and [3] where events are turned off. A dump walks the table of all
 * namespaces, so all this is kept within a share of a processor.
 */
final class ConntrackStream implements AutoCloseable {
  private static final int BUFFER_SIZE = 1 << 14;

  /** An event is queued by whoever handles the packet, while we find the queue empty. */
  private static final long DELAY_NANOS = 1_000_000;

  private static final int MOST_AT_ONCE = 100_000;
  private static final long CHECK_NANOS = 100_000_000;
  private static final int LAST_TRIES = 5;
  private static final long STAYED = Long.MIN_VALUE;
  private static final String LEFT = "its namespace was left when the rights were given up";

  private final long netns;
  private final NetlinkSocket events;
  private final ConntrackDump dump;
  private final ConntrackState state;
  private final DumpSchedule schedule = new DumpSchedule();
  private final Machine machine;
  private final ByteBuffer buffer = NativeBuffers.allocate(BUFFER_SIZE);
  private final NetlinkMessages messages = new NetlinkMessages(buffer);
  private final ConntrackMessage message = new ConntrackMessage(buffer);
  private final TranslationTable table = new TranslationTable();
  private boolean isFiltered;
  private boolean eventsAreTold;
  private boolean mayAsk = true;
  private long leftNanos = STAYED;
  private @Nullable Gap gap;
  private long checkedNanos = System.nanoTime() - CHECK_NANOS;
  private final long openedNanos = System.nanoTime();
  private long emptyNanos = openedNanos;

  /** Until when all that is in force is in the table. */
  private long completeNanos = Long.MIN_VALUE;

  private ConntrackStream(
      long netns, NetlinkSocket events, ConntrackDump dump, ConntrackState state, Machine machine) {
    this.netns = netns;
    this.events = events;
    this.dump = dump;
    this.state = state;
    this.machine = machine;
    eventsAreTold = state.tellsEvents();
  }

  /**
   * Subscribes in the namespace of the calling thread, and makes sure that the entries can be asked
   * for.
   */
  static ConntrackStream open(long netns, NetlinkDump dumps, int receiveBuffer)
      throws SourceException {
    NetlinkSocket events = NetlinkSocket.open(Netlink.NETFILTER, Conntrack.GROUPS);
    ConntrackDump dump = null;
    try {
      events.receiveBuffer(receiveBuffer);
      dump = ConntrackDump.open(netns, dumps);
      ConntrackStream stream =
          new ConntrackStream(netns, events, dump, ConntrackState.here(), new Machine());
      stream.filter();
      return stream;
    } catch (SourceException e) {
      events.close();
      if (dump != null) {
        dump.close();
      }
      throw e;
    }
  }

  /** Has the kernel hold back what does not translate, as long as it marks all that does. */
  private void filter() throws SourceException {
    boolean wanted = !ConntrackState.hasBalancer();
    if (wanted && !isFiltered) {
      events.attachFilter(ConntrackFilter.ofEvents());
    } else if (!wanted && isFiltered) {
      events.detachFilter();
      schedule.mend();
    }
    isFiltered = wanted;
  }

  int drain(Consumer<SocketEvent> sink) throws SourceException {
    int count = readEvents(sink);
    long now = System.nanoTime();
    if (now - checkedNanos >= CHECK_NANOS) {
      checkedNanos = now;
      eventsAreTold = state.tellsEvents();
    }
    if (!mayAsk) {
      noteUnmended(now);
    } else if (schedule.isDue(table.hasSilentOnes(), eventsAreTold, now)) {
      filter();
      count += readDump(sink);
    }
    return count;
  }

  /**
   * Asks once more, since the rights to do so are about to be given up. What the kernel tells by
   * itself goes on to be read.
   */
  void confine(Consumer<SocketEvent> sink) throws SourceException {
    schedule.mend();
    for (int i = 0; i < LAST_TRIES && schedule.isMending(); i++) {
      readEvents(sink);
      readDump(sink);
    }
    mayAsk = false;
    noteUnmended(System.nanoTime());
  }

  /** What a dump would have put right stays as it is from now on. */
  private void noteUnmended(long now) {
    if (gap == null && (schedule.isMending() || !eventsAreTold)) {
      doubt("not all was told, and the rights to ask were given up", now);
    }
  }

  private void doubt(String why, long now) {
    gap = gap == null ? Gaps.untranslated(netns, why, now) : gap;
    table.doubtAll(Math.min(now, Math.max(completeNanos, openedNanos)));
  }

  /** Reads what is left and lets go of the namespace: from now on, nothing of it is told. */
  void leave(Consumer<SocketEvent> sink) throws SourceException {
    readEvents(sink);
    events.close();
    dump.close();
    mayAsk = false;
    leftNanos = System.nanoTime();
    if (table.size() > 0) {
      doubt(LEFT, leftNanos);
    }
  }

  boolean isLeft() {
    return leftNanos != STAYED;
  }

  /** What is hidden: null for nothing. */
  @Nullable Gap gap() {
    if (gap == null && isLeft() && state.mayTranslate()) {
      gap = Gaps.untranslated(netns, LEFT, leftNanos);
    }
    return gap;
  }

  /**
   * At the end of the watch: of those that could not be asked for any more, how far they were
   * known.
   */
  void tellDoubts(Consumer<SocketEvent> sink) {
    if (!mayAsk) {
      table.endDoubted(System.nanoTime(), sink);
    }
  }

  private int readEvents(Consumer<SocketEvent> sink) throws SourceException {
    long after = emptyNanos - DELAY_NANOS;
    for (int count = 0; count < MOST_AT_ONCE; count++) {
      long asked = System.nanoTime();
      int length = events.poll(buffer);
      if (length == NetlinkSocket.NOTHING) {
        emptied(asked);
        return count;
      }
      TimeBounds time = TimeBounds.between(after, System.nanoTime());
      if (length == NetlinkSocket.OVERFLOW) {
        lost("address translations of namespace " + netns, time, sink);
      } else {
        decode(length, time, sink);
      }
    }
    return MOST_AT_ONCE;
  }

  private void emptied(long asked) {
    emptyNanos = asked;
    if (eventsAreTold && !schedule.isMending()) {
      completeNanos = asked - DELAY_NANOS;
    }
  }

  private void lost(String what, TimeBounds time, Consumer<SocketEvent> sink) {
    sink.accept(new SocketEvent.Lost(what, -1, netns, time));
    schedule.mend();
  }

  private void decode(int length, TimeBounds time, Consumer<SocketEvent> sink)
      throws SourceException {
    messages.begin(length);
    while (messages.advance()) {
      if (messages.type() == Conntrack.NEW || messages.type() == Conntrack.DELETE) {
        message.at(messages.payload(), messages.payloadLength());
        if (message.isTranslated()) {
          tell(messages.type() == Conntrack.NEW, time, sink);
        }
      }
    }
  }

  private void tell(boolean begins, TimeBounds time, Consumer<SocketEvent> sink)
      throws SourceException {
    if (begins) {
      TimeBounds began = noted(message.beganNanos(), time);
      table.began(message.translation(netns), message.id(), began, sink);
    } else {
      TimeBounds ended = noted(message.endedNanos(), time);
      table.ended(message.translation(netns), message.id(), ended, sink);
    }
  }

  /**
   * The kernel's own time where it noted one that is possible: it is of the wall clock, which may
   * have been set since. What was there before us has no bounds to hold it to.
   */
  private TimeBounds noted(long wallNanos, TimeBounds time) {
    if (wallNanos == ProcessRef.UNKNOWN || time.after() == Long.MIN_VALUE) {
      return time;
    }
    ClockReading clock = machine.clock();
    long nanos = wallNanos - (clock.wall() - clock.monotonic());
    boolean isPossible = nanos >= time.after() && nanos <= time.at();
    return isPossible ? TimeBounds.exact(nanos) : time;
  }

  /** Asks for all, reads what was told meanwhile, and ends what neither knows. */
  private int readDump(Consumer<SocketEvent> sink) throws SourceException {
    long started = System.nanoTime();
    table.beginDump(eventsAreTold && !schedule.isMending());
    boolean isComplete;
    try {
      isComplete = state.isEmpty() || dump.read(isFiltered, entry -> found(entry, started, sink));
    } catch (CallException e) {
      long since = completeNanos == Long.MIN_VALUE ? started : completeNanos;
      lost(String.valueOf(e.getMessage()), TimeBounds.between(since, System.nanoTime()), sink);
      schedule.failed(System.nanoTime());
      return 0;
    }
    int count = readEvents(sink);
    long now = System.nanoTime();
    if (isComplete) {
      table.endMissing(now, sink);
      completeNanos = started;
    }
    schedule.done(started, now, isComplete);
    return count;
  }

  private void found(ConntrackMessage entry, long started, Consumer<SocketEvent> sink)
      throws SourceException {
    TimeBounds since = TimeBounds.between(completeNanos, System.nanoTime());
    TimeBounds began = noted(entry.beganNanos(), since);
    table.found(entry.translation(netns), entry.id(), began, started, sink);
  }

  /** Hands over what is left, and ends all that are in force. */
  void end(Consumer<SocketEvent> sink) throws SourceException {
    readEvents(sink);
    table.endAll(TimeBounds.between(emptyNanos - DELAY_NANOS, System.nanoTime()), sink);
  }

  @Override
  public void close() {
    events.close();
    dump.close();
    state.close();
  }
}
