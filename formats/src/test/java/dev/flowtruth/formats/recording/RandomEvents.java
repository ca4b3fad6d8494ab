package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Audited;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random sequences of events that keep the stream's contract. Times are on the base of {@link
 * #START}; the sequence begins with the reading of the clocks there.
 */
final class RandomEvents {
  static final ClockReading START =
      new ClockReading(1_700_000_000_000_000_000L, 5_000_000_000L, 6_000_000_000L);

  private static final Reason[] ABSENCES = {
    Reason.KERNEL,
    Reason.NO_PERMISSION,
    Reason.TIME_WAIT,
    Reason.SEEN_WITHOUT_OWNER,
    Reason.OTHER_NAMESPACE
  };
  private static final String[] NAMES = {
    "curl",
    "naïve",
    "日本語",
    "\ud83d\ude00",
    "a\"b\\c",
    "new\nline",
    "tab\t",
    "nul\0",
    "\u007f",
    "lone\ud800",
    "\udc00lone",
    "\u00a0\u0085",
    "(sd-pam)",
    "x;y:z%",
    "\u2028"
  };
  private static final String[] ADDRESSES = {
    "0.0.0.0",
    "::",
    "127.0.0.1",
    "::1",
    "10.1.2.3",
    "fe80::1%3",
    "fe80::1",
    "2001:db8::9",
    "ff02::1"
  };

  private final Random random;
  private final List<SocketEvent> events = new ArrayList<>();
  private final List<OpenSocket> open = new ArrayList<>();
  private final List<LocalAddress> addresses = new ArrayList<>();
  private long now = START.monotonic();
  private ClockReading clock = START;
  private long serial;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  List<SocketEvent> make(int count) {
    events.add(new ClockRead(START, null));
    for (int i = 0; i < count; i++) {
      now += random.nextInt(50_000_000);
      step(random.nextInt(20));
    }
    return events;
  }

  private void step(int dice) {
    if (dice < 7 || open.isEmpty()) {
      open();
    } else if (dice < 11) {
      close();
    } else if (dice < 14) {
      changeOwners();
    } else if (dice < 16) {
      move();
    } else {
      stepOfHost(dice);
    }
  }

  private void stepOfHost(int dice) {
    switch (dice) {
      case 16 -> address();
      case 17 -> events.add(new TranslationChanged(translation(), random.nextBoolean(), time()));
      case 18 -> trouble();
      default -> clock();
    }
  }

  private void open() {
    OpenSocket socket = socket();
    open.add(socket);
    events.add(new Opened(socket, time()));
  }

  private OpenSocket socket() {
    serial++;
    OpenSocket.Builder builder = OpenSocket.builder(protocol(), endpoint(), endpoint());
    builder.cookie(random.nextBoolean() ? -serial : serial).netns(random.nextInt(2) * 4026531840L);
    if (random.nextInt(3) == 0) {
      builder.id(new SocketId(SocketId.Kind.CREATION, serial, "tcp [::1]:1 x:y"));
      builder.cookie(0);
    }
    return builder
        .inode(random.nextBoolean() ? 0 : 1000 + serial)
        .uid(random.nextInt(4) - 2)
        .state(SocketState.values()[random.nextInt(SocketState.values().length)])
        .v6Only(random.nextBoolean())
        .boundInterface(random.nextInt(2))
        .openedNanos(random.nextBoolean() ? ProcessRef.UNKNOWN : now)
        .ownership(random.nextInt(3) == 0 ? absent() : Ownership.of(owners(random.nextInt(3) + 1)))
        .build();
  }

  private Ownership absent() {
    return Ownership.absent(ABSENCES[random.nextInt(ABSENCES.length)]);
  }

  private List<Owner> owners(int count) {
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      owners.add(owner(random.nextInt(5) * 8 + owners.size()));
    }
    return owners;
  }

  /** A process with this pid, as one of three images. */
  private Owner owner(long pid) {
    String name = NAMES[(int) (pid + random.nextInt(3)) % NAMES.length];
    ProcessRef.Builder process = ProcessRef.builder(new ProcessId(pid, pid * 1000)).name(name);
    if (pid % 2 == 0) {
      process.comm("short").executable("/opt/" + name).uid(33).user("www-data").psutilName(name);
      process.parents(
          List.of(new ProcessRef.Ancestor(7, name), new ProcessRef.Ancestor(1, "init")));
      process.commandLine(List.of(name, "", "--x")).startNanos(START.wall()).hash("00ff");
      process.service("x.service").container("c0ffee");
      Endpoint container =
          new Endpoint(IpAddress.parse(pid % 4 == 0 ? "fd00::2" : "172.17.0.2"), 80);
      process.publishedFor(new ProcessRef.Published(Protocol.TCP, container));
    }
    Role role = Role.values()[random.nextInt(4)];
    return new Owner(process.build(), role, random.nextBoolean());
  }

  private void close() {
    OpenSocket socket = open.remove(random.nextInt(open.size()));
    TimeBounds time = TimeBounds.between(now - 1_000, now);
    List<Departure> departures = new ArrayList<>();
    for (Owner owner : socket.ownership().owners()) {
      if (random.nextBoolean()) {
        departures.add(new Departure(owner, TimeBounds.between(now - 5_000, now - 1)));
      }
    }
    CloseCause cause = CloseCause.values()[random.nextInt(4)];
    long bytes = random.nextBoolean() ? -1 : random.nextInt(9999);
    events.add(new Closed(socket, cause, departures, bytes, -1, time));
  }

  private void changeOwners() {
    int index = random.nextInt(open.size());
    OpenSocket socket = open.get(index);
    List<Owner> owners = new ArrayList<>(socket.ownership().owners());
    List<Departure> gone = new ArrayList<>();
    while (!owners.isEmpty() && random.nextBoolean()) {
      gone.add(new Departure(owners.remove(random.nextInt(owners.size())), time()));
    }
    List<Owner> appeared = new ArrayList<>();
    if (gone.isEmpty() || random.nextBoolean()) {
      appeared.add(owner(100 + random.nextInt(100)));
    }
    owners.addAll(appeared);
    Ownership now = owners.isEmpty() ? absent() : Ownership.of(owners);
    TimeBounds time = appeared.isEmpty() ? gone.get(gone.size() - 1).time() : time();
    if (appeared.stream().anyMatch(a -> isAmong(a, socket.ownership().owners()))) {
      return;
    }
    OpenSocket changed = socket.withOwnership(now);
    open.set(index, changed);
    events.add(new OwnerChanged(changed, appeared, gone, time));
  }

  private static boolean isAmong(Owner owner, List<Owner> owners) {
    return owners.stream().anyMatch(o -> o.process().pid() == owner.process().pid());
  }

  private void move() {
    int index = random.nextInt(open.size());
    OpenSocket before = open.get(index);
    OpenSocket moved = before.toBuilder().peer(endpoint()).state(SocketState.ESTABLISHED).build();
    open.set(index, moved);
    if (moved.equals(before)) {
      return;
    }
    events.add(new EndpointChanged(moved, before, time()));
  }

  private void address() {
    boolean gone = !addresses.isEmpty() && random.nextBoolean();
    if (!gone) {
      addresses.add(
          new LocalAddress(endpoint().address(), 24, 4026531840L, "eth\n0", (int) ++serial));
    }
    LocalAddress address = gone ? addresses.remove(0) : addresses.get(addresses.size() - 1);
    events.add(new AddressChanged(address, !gone, time()));
  }

  private Translation translation() {
    return new Translation(protocol(), 7, endpoint(), endpoint(), endpoint(), endpoint());
  }

  private void trouble() {
    TimeBounds span = TimeBounds.between(now - 1 - random.nextInt(1_000_000), now);
    events.add(new Lost("destroy messages", random.nextInt(9) - 1, 4026531840L, span));
    Gap gap = new Gap("sockets of x", "EPERM", Reason.OTHER_NAMESPACE, 3, now - 77);
    events.add(new GapSeen(gap, span));
    events.add(new Audited("TCP opens", 10, 9, span));
  }

  private void clock() {
    long step = (random.nextInt(2001) - 1000) * 3_600_000_000L;
    ClockReading read = new ClockReading(clock.toWall(now) + step, now, now + 1);
    events.add(new ClockRead(read, clock));
    clock = read;
  }

  private Protocol protocol() {
    int number = random.nextInt(4) == 0 ? random.nextInt(256) : 6;
    return random.nextInt(5) == 0 ? Protocol.raw(number) : Protocol.of(number);
  }

  private Endpoint endpoint() {
    int port = random.nextBoolean() ? 0 : random.nextInt(65536);
    return new Endpoint(IpAddress.parse(ADDRESSES[random.nextInt(ADDRESSES.length)]), port);
  }

  private TimeBounds time() {
    return switch (random.nextInt(3)) {
      case 0 -> TimeBounds.exact(now);
      case 1 -> TimeBounds.by(now);
      default -> TimeBounds.between(now - 1 - random.nextInt(1_000_000), now);
    };
  }
}
