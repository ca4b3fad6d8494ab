package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sockets that open, change hands and close at random times, which are written down. */
final class RandomHost {
  /** What the source tells besides its looks. */
  enum Tells {
    NOTHING,
    ENDS,
    EVERYTHING
  }

  final Map<Long, Long> openedAt = new HashMap<>();
  final Map<Long, Long> closedAt = new HashMap<>();
  final Map<Owner, Long> cameAt = new HashMap<>();
  final Map<Owner, Long> leftAt = new HashMap<>();
  private final Random random;
  private final FakeSource source;
  private final Tells tells;
  private long nextCookie = 1;
  private long nextPid = 1;

  RandomHost(long seed, FakeSource source, Tells tells) {
    random = new Random(seed);
    this.source = source;
    this.tells = tells;
  }

  void live() {
    for (int i = random.nextInt(6); i > 0; i--) {
      source.time.advance(1 + random.nextInt(50));
      int what = random.nextInt(10);
      if (what < 4) {
        open();
      } else if (what < 7) {
        close();
      } else {
        changeOwners();
      }
      source.time.advance(1 + random.nextInt(50));
    }
  }

  void makeTrouble() {
    source.lookFailure = random.nextInt(8) == 0 ? new SourceException("EIO") : null;
    source.gaps.clear();
    source.isBlind = random.nextInt(8) == 0;
    if (source.isBlind) {
      long now = source.time.nanos();
      source.gaps.add(new Gap("tcp", "EACCES", Reason.LOST_EVENTS, Given.NETNS, now));
    }
  }

  void recover() {
    source.lookFailure = null;
    source.gaps.clear();
    source.isBlind = false;
  }

  private void open() {
    long cookie = nextCookie++;
    OpenSocket socket = Given.tcp(cookie, (int) cookie % 60_000).ownership(newOwners()).build();
    openedAt.put(cookie, source.time.nanos());
    source.put(socket);
    if (tells == Tells.EVERYTHING) {
      source.events.add(new Opened(socket, now()));
    }
  }

  private void close() {
    if (source.open.isEmpty()) {
      return;
    }
    OpenSocket socket = any();
    source.remove(socket);
    closedAt.put(socket.cookie(), source.time.nanos());
    socket.ownership().owners().forEach(owner -> leftAt.put(owner, source.time.nanos()));
    if (tells != Tells.NOTHING) {
      OpenSocket bare = socket.withOwnership(Ownership.UNSEEN);
      TimeBounds time =
          tells == Tells.ENDS
              ? TimeBounds.between(source.time.nanos() - random.nextInt(100), source.time.nanos())
              : now();
      source.events.add(new Closed(bare, CloseCause.CLOSED, List.of(), -1, -1, time));
    }
  }

  private void changeOwners() {
    if (source.open.isEmpty()) {
      return;
    }
    OpenSocket before = any();
    List<Owner> stay = new ArrayList<>(before.ownership().owners());
    List<Departure> gone = new ArrayList<>();
    if (random.nextBoolean()) {
      Owner leaver = stay.remove(random.nextInt(stay.size()));
      leftAt.put(leaver, source.time.nanos());
      gone.add(new Departure(leaver, now()));
    }
    List<Owner> appeared = newOwners().owners();
    stay.addAll(appeared);
    OpenSocket after = before.withOwnership(Ownership.of(stay));
    source.put(after);
    if (tells == Tells.EVERYTHING) {
      source.events.add(new OwnerChanged(after, appeared, gone, now()));
    }
  }

  private Ownership newOwners() {
    Owner owner = Given.creator(nextPid++);
    cameAt.put(owner, source.time.nanos());
    return Ownership.of(owner);
  }

  private OpenSocket any() {
    List<OpenSocket> all = List.copyOf(source.open.values());
    return all.get(random.nextInt(all.size()));
  }

  private TimeBounds now() {
    return TimeBounds.exact(source.time.nanos());
  }
}
