package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.Readiness;
import dev.flowtruth.platform.linux.calls.ShortSlice;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.owner.SocketSearch;
import dev.flowtruth.platform.linux.owner.SocketSearch.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for first packets, and finds out who holds the sockets that they came from. What counts is
 * the time from the packet to the look: a socket may live for a millisecond, and a poll takes
 * longer. So it has a thread of its own, which sleeps in the kernel until a packet is there.
 *
 * <p>The other methods are for one more thread.
 */
public final class PacketTrigger implements AutoCloseable {
  private static final long MILLIS = 1_000_000L;
  private static final long LONGEST_SLEEP_NANOS = 250 * MILLIS;
  private static final long LONGEST_SETTLING_NANOS = 5 * MILLIS;
  private static final long LATE_NANOS = 2 * MILLIS;
  private static final int TRIES_FOR_HOLDER = 5;

  private final SocketSearch search;
  private final Readiness readiness;
  private final List<PacketTap> taps = new CopyOnWriteArrayList<>();
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Retries retries = new Retries();
  private volatile boolean tapsChanged;
  private volatile boolean stopped;
  private volatile @Nullable Exception failure;

  /** Odd while a search is under way. */
  private final AtomicLong searches = new AtomicLong();

  private final long openedNanos = System.nanoTime();
  private long closedPassed;
  private long closedTaken;
  private @Nullable Thread thread;

  public PacketTrigger(SocketSearch search) throws CallException {
    this.search = search;
    readiness = Readiness.open();
  }

  /**
   * Adds the namespace of the calling thread.
   *
   * @param blocks how much room for packets it gets, of 256 each
   * @return what removes it again
   */
  public Runnable add(long netns, int blocks) throws CallException {
    PacketTap tap = PacketTap.open(netns, blocks);
    taps.add(tap);
    tapsChanged = true;
    readiness.wake();
    return () -> remove(tap);
  }

  private void remove(PacketTap tap) {
    taps.remove(tap);
    tapsChanged = true;
    try {
      readiness.wake(); // the thread that waits on its descriptor keeps the namespace alive
      PacketTap.Count last = tap.count();
      closedPassed += last.passed();
      closedTaken += last.taken();
    } catch (CallException e) {
      failure = e;
    } finally {
      tap.close();
    }
  }

  /** Begins to work, unless it has. */
  public void start() {
    if (thread == null) {
      search.begin();
      thread = new Thread(this::run, "flowtruth-packets");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    ShortSlice.ask();
    while (!stopped) {
      try {
        work();
      } catch (SourceException | RuntimeException e) {
        failure = e;
        LockSupport.parkNanos(LONGEST_SETTLING_NANOS); // whatever it is, it may be there still
      }
    }
  }

  private void work() throws SourceException {
    if (tapsChanged) {
      tapsChanged = false;
      readiness.watch(taps.stream().map(PacketTap::ring).toList());
    }
    readiness.await(retries.pause(System.nanoTime(), LONGEST_SLEEP_NANOS));
    for (PacketTap tap : taps) {
      tap.take(arrivals);
    }
    try {
      handleArrivals();
    } finally {
      arrivals.clear();
    }
    handleRetries();
    for (PacketTap tap : taps) {
      tap.renew(System.nanoTime());
    }
  }

  /** In their order; but when that takes long, the newest are the most likely to be there still. */
  private void handleArrivals() throws SourceException {
    int first = 0;
    int last = arrivals.size() - 1;
    while (first <= last) {
      boolean isLate = System.nanoTime() - arrivals.get(first).nanos() > LATE_NANOS;
      handle(arrivals.get(isLate ? last-- : first++), 1);
    }
  }

  private void handleRetries() throws SourceException {
    Retries.Retry retry = retries.poll(System.nanoTime());
    for (; retry != null; retry = retries.poll(System.nanoTime())) {
      handle(retry.packet(), retry.tries() + 1);
    }
  }

  private void handle(Arrival packet, int tries) throws SourceException {
    SocketRow row = packet.tap().find(packet);
    long seenNanos = System.nanoTime();
    if (row == null || packet.tap().isKnown(packet, row.cookie())) {
      return;
    }
    if (row.inode() == 0) {
      if (mayBeHeldLater(row)) {
        retries.add(packet, tries, Integer.MAX_VALUE, seenNanos);
      }
    } else if (search(packet, row, seenNanos) || tries >= TRIES_FOR_HOLDER) {
      packet.tap().settle(row.cookie());
    } else {
      retries.add(packet, tries, TRIES_FOR_HOLDER, System.nanoTime());
    }
  }

  /** Nobody has accepted it yet; others without a descriptor are remains. */
  private static boolean mayBeHeldLater(SocketRow row) {
    return switch (row.state()) {
      case SYN_RECV, ESTABLISHED, CLOSE_WAIT -> !row.remains();
      default -> false;
    };
  }

  private boolean search(Arrival packet, SocketRow row, long seenNanos) {
    searches.incrementAndGet();
    try {
      List<Found> holders = search.likely(row.inode());
      if (holders.isEmpty()) {
        holders = search.wide(row.inode());
      }
      if (holders.isEmpty()) {
        return false;
      }
      boolean accepted = packet.tuple().accepts();
      findings.add(new Finding(packet.tap().netns(), row, accepted, seenNanos, holders));
      return true;
    } finally {
      searches.incrementAndGet();
    }
  }

  /**
   * Waits for the search that is under way: what it finds happened before what the caller knows of
   * already.
   */
  public void settle() {
    long begun = searches.get();
    long deadline = System.nanoTime() + LONGEST_SETTLING_NANOS;
    while ((begun & 1) != 0 && searches.get() == begun && System.nanoTime() < deadline) {
      LockSupport.parkNanos(20_000);
    }
  }

  /** The next finding, oldest first; null when there is none. */
  public @Nullable Finding poll() {
    return findings.poll();
  }

  /** A UDP socket of this namespace and port is closed. */
  public void ended(long netns, int port) {
    for (PacketTap tap : taps) {
      if (tap.netns() == netns) {
        tap.ended(port);
      }
    }
  }

  /** Tells of packets that found no room since the last call. */
  public void tellLosses(Consumer<SocketEvent> sink) throws CallException {
    for (PacketTap tap : taps) {
      SocketEvent.Lost loss = tap.takeLoss();
      if (loss != null) {
        sink.accept(loss);
      }
    }
  }

  /** What passed the filters against what was read. The thread ends before. */
  public SocketEvent.Audited audit() throws CallException {
    end();
    long passed = closedPassed;
    long seen = closedTaken;
    for (PacketTap tap : taps) {
      long passedByNow = tap.count().passed();
      while (tap.take(arrivals) > 0) {
        arrivals.clear(); // what the thread had not come to
      }
      passed += passedByNow;
      seen += Math.min(tap.count().taken(), passedByNow);
    }
    return new SocketEvent.Audited(
        "first packets that the kernel let through",
        passed,
        seen,
        TimeBounds.between(openedNanos, System.nanoTime()));
  }

  /** Throws what went wrong since the last call. */
  public void check() throws SourceException {
    Exception trouble = failure;
    if (trouble != null) {
      failure = null;
      throw new SourceException("packets: " + trouble.getMessage(), trouble);
    }
  }

  private void end() throws CallException {
    stopped = true;
    readiness.wake();
    Thread worker = thread;
    if (worker != null) {
      joinUninterruptibly(worker); // what it uses is closed next
    }
  }

  private static void joinUninterruptibly(Thread worker) {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      end();
    } catch (CallException e) {
      failure = e;
    }
    taps.forEach(PacketTap::close);
    readiness.close();
    search.close();
  }
}
