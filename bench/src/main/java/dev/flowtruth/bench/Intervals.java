package dev.flowtruth.bench;

import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up host for measurements: TCP clients of a thousand processes that connect to a thousand
 * servers, a hundred microseconds apart, each for up to ten seconds. The same for the same seed.
 */
public final class Intervals {
  /** The host's own address. */
  public static final IpAddress HERE = IpAddress.parse("10.0.0.1");

  static final long BEGIN = 1_700_000_000_000_000_000L;
  static final long STEP = 100_000;
  static final long LONGEST = 10_000_000_000L;

  private Intervals() {}

  /** A history of that many closed connections. */
  public static OwnershipHistory history(int count) {
    OwnershipHistory history =
        new OwnershipHistory(new HostIdentity("bench", "id", "boot", "linux", ""));
    history.onEvent(new SocketEvent.ClockRead(new ClockReading(0, 0, 0), null));
    history.onEvent(
        new SocketEvent.AddressChanged(
            new LocalAddress(HERE, 24, 1, "eth0", 2), true, TimeBounds.by(BEGIN)));
    Random random = new Random(1);
    List<ProcessRef> processes = processes();
    for (int i = 0; i < count; i++) {
      ProcessRef process = processes.get(random.nextInt(processes.size()));
      OpenSocket socket = socket(i, random, process);
      TimeBounds opened = TimeBounds.between(BEGIN + i * STEP - 1000, BEGIN + i * STEP);
      history.onEvent(new SocketEvent.Opened(socket, opened));
      history.onEvent(closed(socket, opened.at() + random.nextLong(LONGEST)));
    }
    return history;
  }

  private static SocketEvent.Closed closed(OpenSocket socket, long at) {
    TimeBounds time = TimeBounds.between(at - 1000, at);
    Owner owner = socket.ownership().owners().get(0);
    return new SocketEvent.Closed(
        socket, CloseCause.CLOSED, List.of(new SocketEvent.Departure(owner, time)), -1, -1, time);
  }

  private static OpenSocket socket(int number, Random random, ProcessRef process) {
    Endpoint local = new Endpoint(HERE, 1024 + random.nextInt(60_000));
    IpAddress server = IpAddress.ofV4(0xc0000200 + random.nextInt(1000));
    return OpenSocket.builder(Protocol.TCP, local, new Endpoint(server, 443))
        .cookie(number + 1L)
        .netns(1)
        .state(SocketState.ESTABLISHED)
        .ownership(Ownership.of(Owner.of(process, Role.CREATOR)))
        .build();
  }

  private static List<ProcessRef> processes() {
    List<ProcessRef> processes = new ArrayList<>();
    for (int pid = 1; pid <= 1000; pid++) {
      processes.add(
          ProcessRef.builder(new ProcessId(pid, pid))
              .name("process-" + pid)
              .comm("process-" + pid)
              .executable("/usr/bin/process-" + pid)
              .uid(1000)
              .user("user")
              .build());
    }
    return processes;
  }
}
