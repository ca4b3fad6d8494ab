package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent.Audited;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Core's values as lines: one method for each type, nothing remembered between them. All times here
 * are wall-clock ns since the epoch. Each method encodes into the same buffer.
 */
final class LineEncoder {
  /** Whether a further line tells of the same moment. */
  enum More {
    NO,
    YES
  }

  /** The names of the fields that tell an endpoint. */
  private enum Side {
    LOCAL,
    PEER,
    SOURCE,
    DESTINATION,
    REPLY_SOURCE,
    REPLY_DESTINATION;

    private final String ip = name().toLowerCase(Locale.ROOT) + "_ip";
    private final String port = name().toLowerCase(Locale.ROOT) + "_port";
    private final String scope = name().toLowerCase(Locale.ROOT) + "_scope";
  }

  private final JsonLine line = new JsonLine();
  private final AddressTexts addresses = new AddressTexts();

  JsonLine header(RecordingHeader header) {
    begin(LineType.HEADER).text("schema", RecordingHeader.SCHEMA).text("version", header.version());
    HostIdentity host = header.host();
    line.beginObject("host").text("name", host.name()).text("id", host.id()).endObject();
    line.text("boot_id", host.bootId()).text("os", host.os()).text("kernel", host.kernel());
    line.text("provider", header.provider()).beginArray("capabilities");
    header.sortedCapabilities().forEach(line::element);
    line.endArray();
    Long period = header.periodNanos();
    if (period != null) {
      line.decimal("period", period);
    }
    numberUnless("part", header.part(), 0);
    return line.decimal("at", header.atNanos()).end();
  }

  JsonLine clock(ClockReading reading) {
    return begin(LineType.CLOCK)
        .decimal("wall", reading.wall())
        .decimal("monotonic", reading.monotonic())
        .decimal("boottime", reading.boottime())
        .end();
  }

  JsonLine address(LocalAddress address, boolean present, TimeBounds time) {
    begin(LineType.ADDRESS).text("ip", address.ip().withoutScope().toString());
    numberUnless("scope", address.ip().scope(), 0);
    line.number("prefix", address.prefixLength());
    numberUnless("netns", address.netns(), 0);
    line.text("interface", address.interfaceName()).number("index", address.interfaceIndex());
    bounds(present ? "at" : "until", time);
    return line.end();
  }

  JsonLine process(long id, ProcessRef process, long at) {
    JsonLine full = process(id, process, at, process.commandLine());
    return full.length() <= LineSource.LONGEST ? full : process(id, process, at, null);
  }

  private JsonLine process(
      long id, ProcessRef process, long at, @Nullable List<String> commandLine) {
    begin(LineType.PROCESS).number("process", id).number("pid", process.pid());
    line.unsigned("start_id", process.id().startId());
    if (process.startNanos() != ProcessRef.UNKNOWN) {
      line.decimal("start", process.startNanos());
    }
    line.text("name", process.name()).text("comm", process.comm());
    if (!process.psutilName().equals(process.comm())) {
      line.text("psutil_name", process.psutilName());
    }
    textIfKnown("executable", process.executable());
    uid(process.uid());
    textIfKnown("user", process.user());
    parents(process.parents());
    textIfKnown("service", process.service());
    textIfKnown("slice", process.slice());
    textIfKnown("container", process.container());
    textIfKnown("container_runtime", process.containerRuntime());
    textIfKnown("container_name", process.containerName());
    textIfKnown("app", process.app());
    if (commandLine != null) {
      line.beginArray("command_line");
      commandLine.forEach(line::element);
      line.endArray();
    }
    textIfKnown("hash", process.hash());
    published(process.publishedFor());
    return line.decimal("at", at).end();
  }

  private void published(ProcessRef.@Nullable Published published) {
    if (published != null) {
      Endpoint container = published.endpoint();
      line.beginObject("published_for").text("protocol", published.protocol().label());
      line.text("ip", container.address().toString()).number("port", container.port()).endObject();
    }
  }

  private void parents(List<ProcessRef.Ancestor> parents) {
    if (!parents.isEmpty()) {
      line.beginArray("parents");
      for (ProcessRef.Ancestor parent : parents) {
        line.beginObject().number("pid", parent.pid()).text("name", parent.name()).endObject();
      }
      line.endArray();
    }
  }

  JsonLine open(
      long id,
      OpenSocket socket,
      boolean restated,
      @Nullable Reason absence,
      TimeBounds time,
      More more) {
    begin(LineType.OPEN).number("socket", id);
    protocol(socket.protocol());
    if (!SocketIds.isImplied(socket)) {
      line.text("identity", socket.id().toString());
    }
    properties(socket);
    reason(absence);
    line.flag("restated", restated);
    return end(time, more);
  }

  JsonLine endpoint(long id, OpenSocket socket, TimeBounds time) {
    begin(LineType.ENDPOINT).number("socket", id);
    properties(socket);
    return end(time, More.NO);
  }

  JsonLine owner(long id, long process, Owner owner, TimeBounds time, More more) {
    begin(LineType.OWNER).number("socket", id).number("process", process);
    line.text("role", owner.role().label()).flag("used", owner.used());
    return end(time, more);
  }

  JsonLine disowned(
      long id, long process, Owner owner, @Nullable Reason absence, TimeBounds time, More more) {
    begin(LineType.DISOWNED).number("socket", id).number("process", process);
    line.text("role", owner.role().label());
    reason(absence);
    return end(time, more);
  }

  /** Nobody owned it before and nobody does now, but for another reason. */
  JsonLine absence(long id, Reason absence, TimeBounds time) {
    begin(LineType.DISOWNED).number("socket", id);
    reason(absence);
    return end(time, More.NO);
  }

  JsonLine close(long id, Closed event, TimeBounds time) {
    begin(LineType.CLOSE).number("socket", id).text("cause", event.cause().label());
    numberUnless("bytes_sent", event.bytesSent(), -1);
    numberUnless("bytes_received", event.bytesReceived(), -1);
    return end(time, More.NO);
  }

  JsonLine nat(Translation nat, boolean present, TimeBounds time) {
    begin(LineType.NAT);
    protocol(nat.protocol());
    numberUnless("netns", nat.netns(), 0);
    side(Side.SOURCE, nat.originalSource());
    side(Side.DESTINATION, nat.originalDestination());
    side(Side.REPLY_SOURCE, nat.replySource());
    side(Side.REPLY_DESTINATION, nat.replyDestination());
    bounds(present ? "at" : "until", time);
    return line.end();
  }

  JsonLine gap(Gap gap, boolean ongoing, TimeBounds time) {
    begin(LineType.GAP).text("what", gap.what()).text("why", gap.why());
    reason(gap.reason());
    numberUnless("netns", gap.netns(), 0);
    line.decimal("since", wall(gap.sinceNanos())).flag("ongoing", ongoing);
    return span(time);
  }

  JsonLine loss(Lost event, TimeBounds time) {
    begin(LineType.LOSS).text("what", event.what());
    numberUnless("count", event.count(), -1);
    numberUnless("netns", event.netns(), 0);
    return span(time);
  }

  JsonLine audit(Audited event, TimeBounds time) {
    begin(LineType.AUDIT).text("what", event.denominator());
    line.number("counted", event.counted()).number("seen", event.seen());
    return span(time);
  }

  JsonLine footer(RecordingFooter footer) {
    begin(LineType.FOOTER).beginObject("lines");
    for (LineType type : LineType.values()) {
      numberUnless(type.label(), footer.lines().getOrDefault(type.label(), 0L), 0);
    }
    line.endObject();
    RecordingTotals totals = footer.totals();
    line.number("sockets_opened", totals.socketsOpened());
    line.number("sockets_without_owner", totals.socketsWithoutOwner());
    line.beginObject("without_owner");
    totals.withoutOwner().forEach((reason, count) -> line.number(reason.label(), count));
    line.endObject();
    line.number("events_lost", totals.eventsLost()).number("losses", totals.losses());
    line.number("gaps", totals.gaps()).number("processes_vanished", totals.processesVanished());
    line.flag("continued", footer.continued());
    return line.decimal("at", footer.atNanos()).end();
  }

  private JsonLine begin(LineType type) {
    return line.begin().text("type", type.label());
  }

  private JsonLine end(TimeBounds time, More more) {
    line.flag("more", more == More.YES);
    bounds("at", time);
    return line.end();
  }

  /** What may change in a socket's life. */
  private void properties(OpenSocket socket) {
    side(Side.LOCAL, socket.local());
    if (!socket.peer().equals(noPeerOf(socket.local()))) {
      side(Side.PEER, socket.peer());
    }
    if (socket.state() != SocketState.UNKNOWN) {
      line.text("state", socket.state().label());
    }
    numberUnless("netns", socket.netns(), 0);
    numberUnless("inode", socket.inode(), 0);
    if (socket.cookie() != 0) {
      line.unsigned("cookie", socket.cookie());
    }
    uid(socket.uid());
    line.flag("v6only", socket.v6Only());
    numberUnless("bound_interface", socket.boundInterface(), 0);
    if (socket.openedNanos() != ProcessRef.UNKNOWN) {
      line.decimal("opened", socket.openedNanos());
    }
  }

  /** The peer of a socket without one, which is not written. */
  static Endpoint noPeerOf(Endpoint local) {
    return local.address().isV4() ? Endpoint.NONE : Endpoint.NONE_V6;
  }

  private void protocol(Protocol protocol) {
    line.text("protocol", protocol.label());
    if (protocol.raw()) {
      line.number("protocol_number", protocol.number());
    }
  }

  private void side(Side side, Endpoint endpoint) {
    IpAddress address = endpoint.address();
    line.text(side.ip, addresses.of(address));
    line.number(side.port, endpoint.port());
    numberUnless(side.scope, address.scope(), 0);
  }

  private void uid(int uid) {
    if (uid != -1) {
      line.number("uid", Integer.toUnsignedLong(uid));
    }
  }

  private void reason(@Nullable Reason reason) {
    if (reason != null) {
      line.text("reason", reason.label());
    }
  }

  private void textIfKnown(String name, @Nullable String value) {
    if (value != null) {
      line.text(name, value);
    }
  }

  private void numberUnless(String name, long value, long unknown) {
    if (value != unknown) {
      line.number(name, value);
    }
  }

  private void bounds(String name, TimeBounds time) {
    if (!time.isExact()) {
      line.decimal("after", wall(time.after()));
    }
    line.decimal(name, wall(time.at()));
  }

  private JsonLine span(TimeBounds time) {
    return line.decimal("at", wall(time.after())).decimal("until", wall(time.at())).end();
  }

  /** Nothing was before the epoch; so it stands for a bound of which nothing is known. */
  private static long wall(long nanos) {
    return Math.max(0, nanos);
  }
}
