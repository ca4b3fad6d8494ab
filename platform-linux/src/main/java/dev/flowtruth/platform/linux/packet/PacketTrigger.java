package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.Readiness;
import dev.flowtruth.platform.linux.owner.SocketSearch;
import dev.flowtruth.platform.linux.owner.SocketSearch.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for first packets, and finds out who holds the sockets that they came from. What counts is
 * the time from the packet to the look: a socket may live for a millisecond, and a poll takes
 * longer. So it has a thread of its own, which sleeps in the kernel until a packet is there.
 */
public final class PacketTrigger implements AutoCloseable {
  private static final long MILLIS = 1_000_000L;
  private static final long LONGEST_SLEEP_NANOS = 250 * MILLIS;
  private static final long LONGEST_SETTLING_NANOS = 5 * MILLIS;
  private static final long LATE_NANOS = 2 * MILLIS;
  private static final int TRIES_FOR_HOLDER = 5;
  private static final int MOST_KNOWN = 4096;

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
  private volatile long searches;

  private @Nullable Thread thread;

  /** Cookies of sockets about which nothing more can be found out. */
  @SuppressWarnings("serial") // never serialized
  private final Map<Long, Boolean> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

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
    return () -> {
      taps.remove(tap);
      tapsChanged = true;
      tap.close();
    };
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

  /** In their order; but when we are late already, the newest are the most likely to be there. */
  private void handleArrivals() throws SourceException {
    int count = arrivals.size();
    boolean isLate = count > 0 && System.nanoTime() - arrivals.get(0).nanos() > LATE_NANOS;
    for (int i = 0; i < count; i++) {
      handle(arrivals.get(isLate ? count - 1 - i : i), 1);
    }
  }

  private void handleRetries() throws SourceException {
    Retries.Retry retry = retries.poll(System.nanoTime());
    for (; retry != null; retry = retries.poll(System.nanoTime())) {
      handle(retry.packet(), retry.tries() + 1);
    }
  }

  private void handle(Arrival packet, int tries) throws SourceException {
    PacketTap.Socket socket = packet.tap().find(packet);
    if (socket == null) {
      return;
    }
    long cookie = socket.row().cookie();
    if (known.containsKey(cookie)) {
      packet.tap().isKnown(packet, cookie);
    } else if (socket.row().inode() == 0) {
      retries.add(packet, tries, Integer.MAX_VALUE, System.nanoTime());
    } else if (search(packet, socket) || tries >= TRIES_FOR_HOLDER) {
      known.put(cookie, true);
    } else {
      retries.add(packet, tries, TRIES_FOR_HOLDER, System.nanoTime());
    }
  }

  private boolean search(Arrival packet, PacketTap.Socket socket) {
    searches++;
    try {
      long inode = socket.row().inode();
      List<Found> holders = search.likely(inode);
      if (holders.isEmpty()) {
        holders = search.wide(inode);
      }
      if (holders.isEmpty()) {
        return false;
      }
      findings.add(
          new Finding(
              packet.tap().netns(),
              socket.row(),
              socket.words(),
              packet.tuple().accepts(),
              packet.nanos(),
              holders));
      return true;
    } finally {
      searches++;
    }
  }

  /**
   * Waits for the search that is under way: what it finds happened before what the caller knows of
   * already.
   */
  public void settle() {
    long begun = searches;
    long deadline = System.nanoTime() + LONGEST_SETTLING_NANOS;
    while ((begun & 1) != 0 && searches == begun && System.nanoTime() < deadline) {
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

  /** Throws what went wrong since the last call. */
  public void check() throws SourceException {
    Exception trouble = failure;
    if (trouble != null) {
      failure = null;
      throw new SourceException("packets: " + trouble.getMessage(), trouble);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      readiness.wake();
      if (thread != null) {
        thread.join();
      }
    } catch (CallException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    taps.forEach(PacketTap::close);
    readiness.close();
    search.close();
  }
}
