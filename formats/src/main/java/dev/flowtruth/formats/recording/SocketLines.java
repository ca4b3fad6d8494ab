package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines about sockets. Those that say {@code more} belong to one moment with the next line of
 * the same socket, and end in one event.
 */
final class SocketLines {
  private final ReadProcesses images;
  private final Map<Long, ProcessRef> processes = new HashMap<>();
  private final Map<Long, ReadSocket> open = new HashMap<>();
  private @Nullable Moment moment;

  SocketLines(ReadProcesses images) {
    this.images = images;
  }

  /** What the lines of one moment have told so far. */
  private static final class Moment {
    final long socket;
    final ReadSocket state;
    final @Nullable TimeBounds opened;
    final List<Owner> appeared = new ArrayList<>();
    final List<Departure> gone = new ArrayList<>();
    private @Nullable TimeBounds appearedAt;

    Moment(long socket, ReadSocket state, @Nullable TimeBounds opened) {
      this.socket = socket;
      this.state = state;
      this.opened = opened;
    }

    /** Of a change of owners: when the new ones came, else when the last one went. */
    TimeBounds time(TimeBounds last) {
      return appearedAt == null ? last : appearedAt;
    }
  }

  @Nullable SocketEvent decode(LineType type, Line line) throws BadRecordingException {
    return switch (type) {
      case PROCESS -> process(line);
      case OPEN -> open(line);
      case ENDPOINT -> endpoint(line);
      case OWNER -> owner(line);
      case DISOWNED -> disowned(line);
      default -> close(line);
    };
  }

  private @Nullable SocketEvent process(Line line) throws BadRecordingException {
    processes.put(line.number("process", 0, Long.MAX_VALUE), images.read(line));
    return null;
  }

  private @Nullable SocketEvent open(Line line) throws BadRecordingException {
    nothingPending(line);
    long id = line.number("socket", 0, Long.MAX_VALUE);
    OpenSocket.Builder builder = properties(line, line.protocol());
    if (line.has("identity")) {
      builder.id(line.word("identity", SocketIds::parse, "an identity such as cookie:12"));
    }
    ReadSocket socket = new ReadSocket(builder.build());
    socket.settle(line.reason());
    open.put(id, socket);
    TimeBounds time = line.bounds("at");
    if (line.flag("more")) {
      moment = new Moment(id, socket, time);
      return null;
    }
    return new Opened(socket.socket(), time);
  }

  private SocketEvent endpoint(Line line) throws BadRecordingException {
    nothingPending(line);
    ReadSocket state = known(line);
    OpenSocket before = state.socket();
    OpenSocket now = properties(line, before.protocol()).id(before.id()).build();
    return new EndpointChanged(state.become(now), before, line.bounds("at"));
  }

  private static OpenSocket.Builder properties(Line line, Protocol protocol)
      throws BadRecordingException {
    Endpoint local = line.endpoint("local");
    Endpoint peer = line.has("peer_ip") ? line.endpoint("peer") : LineEncoder.noPeerOf(local);
    return OpenSocket.builder(protocol, local, peer)
        .state(SocketState.ofLabel(line.textOrEmpty("state")))
        .netns(line.unsigned("netns"))
        .inode(line.unsigned("inode"))
        .cookie(line.unsigned("cookie"))
        .uid(line.uid("uid"))
        .v6Only(line.flag("v6only"))
        .boundInterface((int) line.number("bound_interface", 0, Integer.MAX_VALUE, 0))
        .openedNanos(line.time("opened", ProcessRef.UNKNOWN));
  }

  private @Nullable SocketEvent owner(Line line) throws BadRecordingException {
    Moment now = momentOf(line);
    long process = line.number("process", 0, Long.MAX_VALUE);
    ProcessRef ref = processes.get(process);
    if (ref == null) {
      throw line.bad("process", "a process that was described before");
    }
    Role role = line.word("role", Role::ofLabel, "creator, acceptor, holder or listener");
    Owner owner = new Owner(ref, role, line.flag("used"));
    now.state.add(process, owner);
    now.appeared.add(owner);
    TimeBounds time = line.bounds("at");
    if (now.appearedAt == null) {
      now.appearedAt = time;
    }
    return line.flag("more") ? null : changed(now, line, time);
  }

  private @Nullable SocketEvent disowned(Line line) throws BadRecordingException {
    Moment now = momentOf(line);
    TimeBounds time = line.bounds("at");
    if (line.has("process")) {
      Owner owner = now.state.remove(line.number("process", 0, Long.MAX_VALUE));
      if (owner == null) {
        throw line.bad("process", "a process that owns the socket");
      }
      now.gone.add(new Departure(owner, time));
    }
    return line.flag("more") ? null : changed(now, line, time);
  }

  private SocketEvent changed(Moment now, Line line, TimeBounds time) throws BadRecordingException {
    moment = null;
    OpenSocket socket = now.state.settle(line.reason());
    return now.opened == null
        ? new OwnerChanged(socket, now.appeared, now.gone, now.time(time))
        : new Opened(socket, now.opened);
  }

  private SocketEvent close(Line line) throws BadRecordingException {
    CloseCause cause = line.word("cause", SocketLines::cause, "closed, gone, idle or watch_ended");
    Moment now = momentOf(line);
    moment = null;
    open.remove(now.socket);
    return new Closed(
        now.state.socket(),
        cause,
        now.gone,
        line.number("bytes_sent", 0, Long.MAX_VALUE, -1),
        line.number("bytes_received", 0, Long.MAX_VALUE, -1),
        line.bounds("at"));
  }

  private static CloseCause cause(String label) {
    return CloseCause.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private Moment momentOf(Line line) throws BadRecordingException {
    ReadSocket state = known(line);
    Moment now = moment;
    if (now == null) {
      now = new Moment(line.number("socket", 0, Long.MAX_VALUE), state, null);
      moment = now;
    } else if (now.state != state) {
      throw line.bad("socket", "another line of socket " + now.socket);
    }
    return now;
  }

  private void nothingPending(Line line) throws BadRecordingException {
    if (moment != null) {
      throw line.bad("type", "another line of socket " + moment.socket);
    }
  }

  private ReadSocket known(Line line) throws BadRecordingException {
    ReadSocket socket = open.get(line.number("socket", 0, Long.MAX_VALUE));
    if (socket == null) {
      throw line.bad("socket", "a socket that is open");
    }
    return socket;
  }
}
