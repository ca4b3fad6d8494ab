package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.platform.linux.owner.RecentDescriptors.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Finds which processes hold which sockets by reading /proc. One thread.
 *
 * <p>Reading every descriptor of every process is what makes polling dear, and most passes bring
 * few new sockets. So each pass begins where a new one most likely is, and ends with a share of the
 * walk over everything:
 *
 * <ol>
 *   <li>descriptors whose socket has just left the tables, and those that brought sockets lately:
 *       whoever opens and closes in a loop gets the same number each time ({@link
 *       RecentDescriptors});
 *   <li>descriptors of young sockets, which may end soon ({@link Refresh});
 *   <li>new processes, in full, and again at the next passes ({@link ProcessTable});
 *   <li>processes whose number of descriptors changed (since Linux 6.2);
 *   <li>while new sockets lack a holder: all of the processes that brought sockets lately;
 *   <li>processes that may have got a socket while they closed another ({@link Receivers});
 *   <li>a share of the walk over everything ({@link Walk}) and of the known descriptors: a holder
 *       that was found does not end the search for others.
 * </ol>
 *
 * A process is a holder only when its start time was the same before and after its descriptor was
 * read, and as what it runs at that time.
 */
public final class SocketOwners implements AutoCloseable {
  private static final long MILLIS = 1_000_000L;

  /** Aim: in this time the walk visits each process. */
  private static final long WALK_NANOS = 4000 * MILLIS;

  /** The same while new sockets lack a holder, or where the number of descriptors is not told. */
  private static final long SEARCH_NANOS = 1000 * MILLIS;

  /** How long a socket without a holder is looked for with effort. */
  private static final long ORPHAN_NANOS = 1000 * MILLIS;

  private static final int RECENT_PROCESSES = 8;

  private final ProcTree tree;
  private final LongSupplier clock;
  private final SocketTable sockets = new SocketTable();
  private final RecentDescriptors recent = new RecentDescriptors();
  private final ProcessImages images;
  private final DescriptorReader descriptors;
  private final ProcessTable processes;
  private final Walk walk;
  private final Refresh refresh;
  private final Receivers receivers;
  private final Visibility visibility;
  private final List<TrackedSocket> wanted = new ArrayList<>();
  private final List<long[]> expected = new ArrayList<>();
  private long pass;
  private long passNanos;

  /**
   * Opens the tree of processes.
   *
   * @param procRoot {@code /proc}, or a tree of that form
   * @param commandLines read arguments; they may hold secrets
   * @param hashes compute SHA-256 of executables
   * @throws java.io.UncheckedIOException when the root cannot be opened
   */
  public SocketOwners(Path procRoot, boolean commandLines, boolean hashes) {
    this(procRoot, commandLines, hashes, System::nanoTime);
  }

  SocketOwners(Path procRoot, boolean commandLines, boolean hashes, LongSupplier clock) {
    this.clock = clock;
    tree = new ProcTree(procRoot);
    ProcessReader reader = new ProcessReader(procRoot, tree, commandLines, hashes);
    images = new ProcessImages(reader);
    descriptors = new DescriptorReader(tree, sockets, images, recent, clock);
    processes = new ProcessTable(tree, reader, descriptors);
    walk = new Walk(descriptors);
    refresh = new Refresh(sockets, descriptors, images);
    receivers = new Receivers(descriptors);
    visibility = new Visibility(tree);
    passNanos = clock.getAsLong();
  }

  /**
   * Begins a pass over the socket inodes that the tables hold right now, and reads descriptors as
   * far as this pass needs.
   *
   * @param inodes as the tables gave them; 0 stands for a socket without a file
   * @param count how many of them count
   * @param look {@link SocketSource.Look#FULL} reads every descriptor of every process
   */
  public void pass(long[] inodes, int count, SocketSource.Look look) {
    long now = clock.getAsLong();
    long elapsed = now - passNanos;
    boolean isFull = look == SocketSource.Look.FULL || pass == 0;
    passNanos = now;
    images.beginPass(++pass);
    descriptors.beginPass();
    sockets.list(inodes, count, pass, now, walk.searchStartNanos());
    readLikely();
    refresh.young(now);
    processes.update(now);
    readChanged();
    if (isFull) {
      walk.full(processes.all(), now);
      refresh.allProcesses(processes.all());
    } else {
      receivers.read(processes.all(), isWanting(), now, elapsed);
      walk.share(processes.all(), walkShare(elapsed), now);
      refresh.inTurn(now, elapsed);
      refresh.processesInTurn(processes.all(), elapsed);
    }
    visibility.update(processes.all());
  }

  /** Somebody saw a socket there: the next pass begins with it. */
  public void expect(int pid, int descriptor) {
    expected.add(new long[] {pid, descriptor});
  }

  private void readExpected() {
    for (long[] place : expected) {
      TrackedProcess process = processes.find((int) place[0]);
      if (process != null) {
        descriptors.read(process, (int) place[1]);
      }
    }
    expected.clear();
  }

  /** Looks where new sockets most likely are. */
  private void readLikely() {
    readExpected();
    wanted.addAll(sockets.appeared());
    for (TrackedSocket socket : sockets.appeared()) {
      refresh.read(socket, passNanos);
    }
    for (TrackedSocket socket : sockets.disappeared()) {
      refresh.read(socket, passNanos);
    }
    if (isWanting()) {
      for (Place place : recent.places()) {
        descriptors.read(place.process(), place.number());
      }
    }
  }

  private void readChanged() {
    if (visibility.areCountsTold()) {
      processes.readChanged();
    }
    if (isWanting()) {
      for (TrackedProcess process : recent.processes(RECENT_PROCESSES)) {
        descriptors.list(process, DescriptorReader.UNKNOWN_ONLY);
      }
    }
  }

  /** True when some socket lacks a holder since lately. */
  private boolean isWanting() {
    sockets.takeOrphaned(wanted);
    wanted.removeIf(
        socket ->
            !socket.isListed
                || !socket.descriptors.isEmpty()
                || passNanos - socket.orphanNanos > ORPHAN_NANOS);
    return !wanted.isEmpty();
  }

  private int walkShare(long elapsedNanos) {
    boolean isUrgent = isWanting() || !visibility.areCountsTold();
    int all = processes.all().size();
    return Refresh.share(all, elapsedNanos, isUrgent ? SEARCH_NANOS : WALK_NANOS, 1, all);
  }

  /**
   * Who holds this inode as far as read, in the order in which they were found. The same list comes
   * again while nothing changed; after an exec it is another list with the new image of the same
   * process. Empty when none is known.
   */
  public List<ProcessRef> holders(long inode) {
    TrackedSocket socket = sockets.find(inode);
    return socket == null ? List.of() : socket.holders();
  }

  /**
   * True when an inode without holders was looked for in every process and all processes could be
   * read: a walk over everything that began after its first sight was completed, and the tables of
   * a later pass still had it. (Without the last condition, a socket that was closed between the
   * reading of the tables and the walk would look like the kernel's own.)
   */
  public boolean searchedEverywhere(long inode) {
    return searchedReadable(inode) && walk.couldReadAll() && !visibility.isBlind();
  }

  /**
   * True when an inode without holders was looked for, as in {@link #searchedEverywhere}, in every
   * process that may be read: who holds it is one that may not.
   */
  public boolean searchedReadable(long inode) {
    TrackedSocket socket = sockets.find(inode);
    return socket != null && socket.isSearched && socket.descriptors.isEmpty();
  }

  /**
   * Monotonic ns just before this holder's descriptor was last read; {@link Long#MIN_VALUE} when he
   * holds none.
   */
  public long lastReadNanos(long inode, ProcessId holder) {
    TrackedSocket socket = sockets.find(inode);
    return socket == null ? Long.MIN_VALUE : socket.lastReadNanos(holder);
  }

  /** True when some processes' descriptors may not be read with our rights. */
  public boolean isBlind() {
    return visibility.isBlind();
  }

  /** Why that is so; asked by people only, as it reads names anew. */
  public Blindness blindness() {
    List<String> denied = new ArrayList<>();
    for (TrackedProcess process : processes.all()) {
      if (process.isDenied && !process.isGone) {
        ProcessStat stat = images.reader().stat(process.pid);
        denied.add(process.pid + (stat == null ? "" : " (" + stat.comm() + ")"));
      }
    }
    return new Blindness(visibility.isInnerNamespace(), visibility.isFirstHidden(), denied);
  }

  /** Processes that ended while they were looked up, since the last pass began. */
  public long vanished() {
    return descriptors.vanished();
  }

  /**
   * The last failure that was neither a process's end nor a lack of rights, naming call and errno;
   * empty when there was none.
   */
  public String trouble() {
    return tree.trouble();
  }

  /** System calls so far. */
  long calls() {
    return tree.calls();
  }

  @Override
  public void close() {
    tree.close();
  }
}
