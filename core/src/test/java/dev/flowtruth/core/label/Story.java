package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
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
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.ArrayList;
import java.util.List;

/** Tells a history what happened on a host, in milliseconds; and asks flows of it. */
final class Story {
  static final long MS = 1_000_000;
  static final long A = 101;
  static final long B = 202;
  static final String HERE = "10.0.0.1";
  static final String THERE = "192.0.2.7";

  final OwnershipHistory history;
  private MatchOptions options = MatchOptions.defaults();
  private long nextCookie = 1;

  Story() {
    this(HistoryLimits.NONE);
  }

  Story(HistoryLimits limits) {
    history = new OwnershipHistory(new HostIdentity("h", "id", "boot", "linux", "6.18"), limits);
    history.onEvent(new SocketEvent.ClockRead(new ClockReading(0, 0, 0), null));
    address("127.0.0.1", 8, A, "lo", 1);
    address(HERE, 24, A, "eth0", 2);
  }

  static ProcessRef process(long pid, String name) {
    return ProcessRef.builder(new ProcessId(pid, pid * 10)).name(name).comm(name).build();
  }

  static Owner creator(ProcessRef process) {
    return Owner.of(process, Role.CREATOR);
  }

  static TimeBounds exactly(long ms) {
    return TimeBounds.exact(ms * MS);
  }

  static TimeBounds between(long afterMs, long atMs) {
    return new TimeBounds(afterMs * MS, atMs * MS);
  }

  Story address(String ip, int prefix, long netns, String name, int index) {
    IpAddress address = IpAddress.parse(ip).withScope(index);
    LocalAddress local = new LocalAddress(address, prefix, netns, name, index);
    history.onEvent(new SocketEvent.AddressChanged(local, true, TimeBounds.by(0)));
    return this;
  }

  Story covering(long beganMs, long endedMs, long periodMs, boolean missesNoSocket) {
    history.setCoverage(new Coverage(beganMs * MS, endedMs * MS, periodMs * MS, missesNoSocket));
    return this;
  }

  Story asking(MatchOptions newOptions) {
    options = newOptions;
    return this;
  }

  OpenSocket.Builder tcp(String local, int localPort, String peer, int peerPort) {
    return socket(Protocol.TCP, local, localPort, peer, peerPort).state(SocketState.ESTABLISHED);
  }

  OpenSocket.Builder udp(String local, int localPort) {
    return socket(Protocol.UDP, local, localPort, "0.0.0.0", 0).state(SocketState.UNCONNECTED);
  }

  OpenSocket.Builder socket(
      Protocol protocol, String local, int localPort, String peer, int peerPort) {
    return OpenSocket.builder(protocol, Endpoint.of(local, localPort), Endpoint.of(peer, peerPort))
        .netns(A)
        .cookie(nextCookie++);
  }

  OpenSocket open(OpenSocket.Builder socket, TimeBounds time, Owner... owners) {
    OpenSocket open =
        owners.length == 0 ? socket.build() : socket.ownership(Ownership.of(owners)).build();
    history.onEvent(new SocketEvent.Opened(open, time));
    return open;
  }

  Story close(OpenSocket socket, TimeBounds time) {
    List<SocketEvent.Departure> departures = new ArrayList<>();
    for (Owner owner : socket.ownership().owners()) {
      departures.add(new SocketEvent.Departure(owner, time));
    }
    history.onEvent(new SocketEvent.Closed(socket, CloseCause.CLOSED, departures, -1, -1, time));
    return this;
  }

  OpenSocket appear(OpenSocket socket, TimeBounds time, Owner... appeared) {
    List<Owner> all = new ArrayList<>(socket.ownership().owners());
    all.addAll(List.of(appeared));
    OpenSocket now = socket.withOwnership(Ownership.of(all));
    history.onEvent(new SocketEvent.OwnerChanged(now, List.of(appeared), List.of(), time));
    return now;
  }

  OpenSocket leave(OpenSocket socket, TimeBounds time, Owner gone) {
    List<Owner> left = new ArrayList<>(socket.ownership().owners());
    left.remove(gone);
    OpenSocket now =
        socket.withOwnership(
            left.isEmpty() ? Ownership.absent(Reason.TIME_WAIT) : Ownership.of(left));
    history.onEvent(
        new SocketEvent.OwnerChanged(
            now, List.of(), List.of(new SocketEvent.Departure(gone, time)), time));
    return now;
  }

  Story lost(long fromMs, long untilMs) {
    history.onEvent(new SocketEvent.Lost("events", 5, 0, between(fromMs, untilMs)));
    return this;
  }

  Story hidden(long fromMs, long untilMs) {
    Gap gap = new Gap("namespace 9", "setns: EPERM", Reason.OTHER_NAMESPACE, 9, fromMs * MS);
    history.onEvent(new SocketEvent.GapSeen(gap, between(fromMs, untilMs)));
    return this;
  }

  Story translated(Translation translation, TimeBounds time) {
    history.onEvent(new SocketEvent.TranslationChanged(translation, true, time));
    return this;
  }

  Story untranslated(Translation translation, TimeBounds time) {
    history.onEvent(new SocketEvent.TranslationChanged(translation, false, time));
    return this;
  }

  /** Address translations of namespace A could not be read. */
  Story translationsHidden(long fromMs, long untilMs) {
    Gap gap = new Gap("translations", "bind: EPERM", Reason.NO_PERMISSION, A, fromMs * MS);
    history.onEvent(new SocketEvent.GapSeen(gap, between(fromMs, untilMs)));
    return this;
  }

  FlowLabel tcpFlow(
      String source, int sourcePort, String destination, int destinationPort, long from, long to) {
    return flow(6, source, sourcePort, destination, destinationPort, from, to);
  }

  FlowLabel udpFlow(
      String source, int sourcePort, String destination, int destinationPort, long from, long to) {
    return flow(17, source, sourcePort, destination, destinationPort, from, to);
  }

  /** A flow with packets from {@code from} to {@code to}, in a file that writes milliseconds. */
  FlowLabel flow(
      int protocol,
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      long from,
      long to) {
    return ask(
        new FlowRecord(
            from * MS,
            (to + 1) * MS,
            MS,
            protocol,
            Endpoint.of(source, sourcePort),
            Endpoint.of(destination, destinationPort),
            -1));
  }

  FlowLabel ask(FlowRecord flow) {
    return new FlowMatcher(List.of(history), options).label(flow);
  }
}
