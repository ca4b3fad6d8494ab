package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who owned which socket, when: the ownership intervals of one host and one boot, in wall-clock
 * time.
 *
 * <p>It listens to the events of a watcher or a recording and remembers them in arrays of
 * primitives, about 100 bytes an interval. Beyond its {@link HistoryLimits limits} it forgets what
 * ended first, and counts that; from then on it says of older flows {@code lost_events} rather than
 * fall to a weaker rung.
 *
 * <p>Ownership follows the events with two refinements. An owner who is the first to be found for a
 * socket that nobody was known to hold has held it since it opened, as far as anyone can say [1].
 * The last owner to let go of a socket keeps it while the kernel still closes it (an orphan), until
 * somebody else turns up with it [2].
 *
 * <p>Not thread-safe while events arrive; afterwards any number of threads may match against it.
 */
public final class OwnershipHistory implements SocketListener {
  private static final ClockReading WALL_IS_MONOTONIC = new ClockReading(0, 0, 0);

  private final HostIdentity host;
  final SocketRows sockets = new SocketRows();
  final HolderRows holders = new HolderRows();
  final TupleIndex index = new TupleIndex(sockets);
  final AddressHistory addresses = new AddressHistory();
  final TroubleHistory troubles = new TroubleHistory();
  final TranslationHistory translations;
  private final Map<SocketId, Integer> openRows = new HashMap<>();
  private final Forgetter forgetter;
  private final @Nullable List<OpenSocket> kept;
  private ClockReading clock = WALL_IS_MONOTONIC;
  private Coverage coverage = Coverage.ALWAYS;

  /** A history without limits, as for a recording. */
  public OwnershipHistory(HostIdentity host) {
    this(host, HistoryLimits.NONE);
  }

  public OwnershipHistory(HostIdentity host, HistoryLimits limits) {
    this(host, limits, null);
  }

  private OwnershipHistory(
      HostIdentity host, HistoryLimits limits, @Nullable List<OpenSocket> kept) {
    this.host = host;
    this.translations = new TranslationHistory(sockets.addresses(), limits);
    this.forgetter = new Forgetter(sockets.closed, this::drop, limits);
    this.kept = kept;
  }

  /**
   * A history without limits that keeps of every socket all that was told of it, for {@link
   * OwnershipInterval#socket()}. It takes some hundred bytes an interval more.
   */
  public static OwnershipHistory keepingSockets(HostIdentity host) {
    return new OwnershipHistory(host, HistoryLimits.NONE, new ArrayList<>());
  }

  public HostIdentity host() {
    return host;
  }

  /**
   * Says from when to when, and how well, the host was watched.
   *
   * <p>Without it, flows are taken to lie within the time that was watched.
   */
  public void setCoverage(Coverage newCoverage) {
    coverage = newCoverage;
  }

  public Coverage coverage() {
    return coverage;
  }

  /** Intervals that are remembered: one for each socket and each tuple that it had. */
  public int size() {
    return sockets.size();
  }

  /** Intervals, and ends of translations, that were forgotten because of the limits. */
  public long forgotten() {
    return forgetter.count() + translations.forgotten();
  }

  /** Wall-clock ns before which something was forgotten; {@link Long#MIN_VALUE} for nothing. */
  public long forgottenUntilNanos() {
    return Math.max(forgetter.horizonNanos(), translations.forgottenUntilNanos());
  }

  /** Every interval that is remembered, in no particular order. */
  public void forEach(Consumer<? super OwnershipInterval> action) {
    IntervalReader reader = new IntervalReader(this);
    for (int row = 0; row < sockets.end(); row++) {
      if (!sockets.isFree(row)) {
        action.accept(reader.read(row));
      }
    }
  }

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof SocketEvent.Opened opened) {
      open(opened.socket(), wall(opened.time()));
    } else if (event instanceof SocketEvent.Closed closed) {
      close(closed);
    } else if (event instanceof SocketEvent.OwnerChanged changed) {
      changeOwners(changed);
    } else if (event instanceof SocketEvent.EndpointChanged changed) {
      changeEndpoints(changed);
    } else {
      onHostEvent(event);
    }
  }

  private void onHostEvent(SocketEvent event) {
    if (event instanceof SocketEvent.ClockRead read) {
      clock = read.reading();
    } else if (event instanceof SocketEvent.AddressChanged changed) {
      if (changed.present()) {
        addresses.add(changed.address(), wall(changed.time()));
      } else {
        addresses.remove(changed.address(), wall(changed.time()));
      }
    } else if (event instanceof SocketEvent.TranslationChanged changed) {
      if (changed.present()) {
        translations.add(changed.translation(), wall(changed.time()));
      } else {
        translations.remove(changed.translation(), wall(changed.time()));
      }
    } else if (event instanceof SocketEvent.Lost lost) {
      TimeBounds time = wall(lost.time());
      troubles.addLoss(time.after(), time.at(), lost.netns());
    } else if (event instanceof SocketEvent.GapSeen seen) {
      addGap(seen.gap(), wall(seen.time()));
    }
  }

  private void addGap(Gap gap, TimeBounds time) {
    switch (gap.reason()) {
      case OTHER_NAMESPACE -> troubles.addHidden(time.after(), time.at());
      case NO_PERMISSION -> troubles.addUntranslated(time.after(), time.at(), gap.netns());
      default -> troubles.addLoss(time.after(), time.at(), gap.netns());
    }
  }

  private void open(OpenSocket socket, TimeBounds time) {
    int row = add(socket, time);
    for (Owner owner : socket.ownership().owners()) {
      addHolder(row, owner, time);
    }
    index.add(row);
    Integer forgottenClose = openRows.put(socket.id(), row);
    if (forgottenClose != null) {
      end(forgottenClose, time);
    }
  }

  private int add(OpenSocket socket, TimeBounds time) {
    int row = sockets.add(socket, time);
    if (kept != null) {
      kept.add(row, socket); // without limits a row is never used again
    }
    return row;
  }

  /** The socket of a row as it was last seen; null when sockets are not kept. */
  @Nullable OpenSocket kept(int row) {
    return kept == null ? null : kept.get(row);
  }

  private void close(SocketEvent.Closed closed) {
    if (closed.cause() == CloseCause.WATCH_ENDED) {
      return; // its life goes on; the coverage says until when it was watched
    }
    Integer row = openRows.remove(closed.socket().id());
    if (row == null) {
      return;
    }
    for (SocketEvent.Departure departure : closed.departures()) {
      depart(row, departure);
    }
    end(row, wall(closed.time()));
  }

  /** Ends the row and whoever still holds it. */
  private void end(int row, TimeBounds time) {
    sockets.closed.set(row, time);
    index.close(row);
    forgetter.ended(row);
  }

  private void changeEndpoints(SocketEvent.EndpointChanged changed) {
    TimeBounds time = wall(changed.time());
    Integer row = openRows.get(changed.socket().id());
    if (row == null) {
      open(changed.socket(), time);
      return;
    }
    if (isSameForFlows(changed)) {
      if (kept != null) {
        kept.set(row, changed.socket());
      }
      return;
    }
    int previous = row;
    int next = add(changed.socket(), time);
    for (int h = sockets.firstHolder(previous); h != HolderRows.NONE; h = holders.next(h)) {
      if (holders.until.at(h) == TimesField.NEVER || holders.isOrphaned(h)) {
        Owner owner = new Owner(holders.process(h), holders.role(h), holders.used(h));
        addHolder(next, owner, time);
      }
    }
    index.add(next);
    openRows.put(changed.socket().id(), next);
    end(previous, time);
  }

  /** A connection that got through its handshake is found by the same tuple as before. */
  private static boolean isSameForFlows(SocketEvent.EndpointChanged changed) {
    return changed.socket().hasTupleOf(changed.before())
        && changed.socket().isListening() == changed.before().isListening();
  }

  private void changeOwners(SocketEvent.OwnerChanged changed) {
    Integer row = openRows.get(changed.socket().id());
    if (row == null) {
      return;
    }
    for (SocketEvent.Departure departure : changed.gone()) {
      depart(row, departure);
    }
    for (Owner owner : changed.appeared()) {
      appear(row, owner, wall(changed.time()));
    }
    if (sockets.firstHolder(row) == HolderRows.NONE) {
      sockets.setAbsence(row, changed.socket().ownership().absence());
    } else if (!anyHolds(row)) {
      lastHoldersKeep(row);
    }
  }

  private void appear(int row, Owner owner, TimeBounds time) {
    int same = openHolder(row, owner);
    if (same != HolderRows.NONE && holders.process(same).equals(owner.process())) {
      if (owner.used()) {
        holders.setUsed(same);
      }
      return;
    }
    if (same != HolderRows.NONE) { // an exec: the old image ends where the new one begins
      holders.until.set(same, time);
    }
    releaseOrphans(row);
    boolean first = sockets.firstHolder(row) == HolderRows.NONE;
    addHolder(row, owner, first ? sinceOpening(row, time) : time);
  }

  /** See [1]: nobody was known before, so all that bounds the beginning is the opening. */
  private TimeBounds sinceOpening(int row, TimeBounds found) {
    return TimeBounds.between(sockets.opened.after(row), found.at());
  }

  private void addHolder(int row, Owner owner, TimeBounds time) {
    sockets.setFirstHolder(row, holders.add(owner, time, sockets.firstHolder(row)));
    sockets.setAbsence(row, null);
  }

  private void depart(int row, SocketEvent.Departure departure) {
    int holder = openHolder(row, departure.owner());
    if (holder != HolderRows.NONE) {
      holders.until.set(holder, wall(departure.time()));
    }
  }

  /** The row of the process that still holds the socket, whatever image it runs. */
  private int openHolder(int row, Owner owner) {
    for (int h = sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      if (holders.until.at(h) == TimesField.NEVER
          && holders.process(h).id().equals(owner.process().id())) {
        return h;
      }
    }
    return HolderRows.NONE;
  }

  private boolean anyHolds(int row) {
    for (int h = sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      if (holders.until.at(h) == TimesField.NEVER) {
        return true;
      }
    }
    return false;
  }

  /** See [2]: whoever let go last is the one for whom the kernel still closes the socket. */
  private void lastHoldersKeep(int row) {
    long latest = Long.MIN_VALUE;
    for (int h = sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      latest = Math.max(latest, holders.until.at(h));
    }
    for (int h = sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      holders.setOrphaned(h, holders.until.at(h) == latest);
    }
  }

  private void releaseOrphans(int row) {
    for (int h = sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      holders.setOrphaned(h, false);
    }
  }

  private TimeBounds wall(TimeBounds monotonic) {
    return new TimeBounds(clock.toWall(monotonic.after()), clock.toWall(monotonic.at()));
  }

  /**
   * True when no socket can be found at the end: the address never was the host's, nor that of any
   * socket. So are most remote ends.
   */
  boolean isForeign(End end) {
    IpAddress address = end.local().address();
    int id = sockets.addresses().find(address.withoutScope());
    boolean ofSocket = id != AddressTable.ABSENT && sockets.addresses().isLocal(id);
    return !ofSocket && !addresses.isKnown(address);
  }

  private void drop(int row) {
    index.remove(row);
    holders.removeChain(sockets.firstHolder(row));
    sockets.remove(row);
  }
}
