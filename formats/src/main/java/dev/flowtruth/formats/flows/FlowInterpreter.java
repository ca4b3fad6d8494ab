package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;

/** Turns the cells of a row into a flow, or says which of them it cannot be. Thread-safe. */
final class FlowInterpreter {
  private static final int HIGHEST_PORT = 65535;
  private static final long SECOND = 1_000_000_000L;

  /** The ends of what is no IP. */
  private static final Endpoint NOWHERE = new Endpoint(IpAddress.ofV4(0), 0);

  private final FlowSchema schema;
  private final RowKinds kinds;
  private final FlowTimes times;
  private final long clockOffsetNanos;

  FlowInterpreter(FlowSchema schema, LabelOptions options) {
    this.schema = schema;
    this.kinds = schema.kinds();
    this.times = new FlowTimes(schema, options.facts());
    this.clockOffsetNanos = options.clockOffset().toNanos();
  }

  FlowTimes times() {
    return times;
  }

  /** False when the row is no flow by the format's own rules. */
  boolean isFlow(Cells cells) {
    return kinds.isFlow(cells);
  }

  FlowRow read(Cells cells) throws BadRowException {
    int number = cells.protocol();
    if (number != ProtocolBytes.NO_IP) {
      requireAll(cells);
      number = number == Cells.UNREAD ? protocol(cells) : number;
    }
    if (number == ProtocolBytes.NO_IP) {
      return row(flow(cells, 0, NOWHERE, NOWHERE, -1), -1, cells);
    }
    IpAddress source = address(cells, FlowField.SOURCE_ADDRESS);
    IpAddress destination = address(cells, FlowField.DESTINATION_ADDRESS);
    int protocol = ofFamily(number, source);
    if (Protocol.of(protocol).isIcmp()) {
      return icmp(cells, protocol, new Endpoint(source, 0), new Endpoint(destination, 0));
    }
    Endpoint from = new Endpoint(source, port(cells, FlowField.SOURCE_PORT, protocol));
    Endpoint to = new Endpoint(destination, port(cells, FlowField.DESTINATION_PORT, protocol));
    return row(flow(cells, protocol, from, to, -1), -1, cells);
  }

  private FlowRow row(FlowRecord flow, int icmpCode, Cells cells) {
    boolean known =
        schema.openEndNanos() == 0
            || cells.has(FlowField.LAST.slot())
            || cells.has(FlowField.DURATION.slot());
    long last = known ? flow.endNanos() - flow.resolutionNanos() : ProcessRef.UNKNOWN;
    return new FlowRow(flow, last, icmpCode, byteCount(cells));
  }

  private FlowRow icmp(Cells cells, int protocol, Endpoint source, Endpoint destination)
      throws BadRowException {
    IcmpMessage message = IcmpMessage.of(cells, schema.icmp());
    FlowRecord flow = flow(cells, protocol, source, destination, message.type());
    return row(flow, message.code(), cells);
  }

  private void requireAll(Cells cells) throws BadRowException {
    for (FlowField field : schema.required()) {
      if (!cells.has(field.slot()) && !isPort(field)) {
        throw bad(cells, field, "a value");
      }
    }
  }

  private static boolean isPort(FlowField field) {
    return field == FlowField.SOURCE_PORT || field == FlowField.DESTINATION_PORT;
  }

  private FlowRecord flow(
      Cells cells, int protocol, Endpoint source, Endpoint destination, int icmpType)
      throws BadRowException {
    requireFirst(cells);
    long first = instant(cells, FlowField.FIRST);
    long resolution = resolution(cells, FlowField.FIRST);
    long end = first + resolution;
    if (cells.has(FlowField.LAST.slot())) {
      long last = instant(cells, FlowField.LAST);
      long ofLast = resolution(cells, FlowField.LAST);
      ofLast = schema.coarseEnds() && last % SECOND == 0 ? SECOND : ofLast;
      end = end(cells, FlowField.LAST, first, last + ofLast);
      resolution = Math.max(resolution, ofLast);
    } else if (cells.has(FlowField.DURATION.slot())) {
      end = first + duration(cells) + resolution;
    } else {
      end += schema.openEndNanos();
    }
    return new FlowRecord(
        first + clockOffsetNanos,
        end + clockOffsetNanos,
        resolution,
        protocol,
        source,
        destination,
        icmpType);
  }

  private void requireFirst(Cells cells) throws BadRowException {
    if (!cells.has(FlowField.FIRST.slot())) {
      throw bad(cells, FlowField.FIRST, "a value");
    }
  }

  private long end(Cells cells, FlowField field, long first, long end) throws BadRowException {
    if (end <= first) {
      throw bad(cells, field, "an end that is not before the beginning");
    }
    return end;
  }

  private long instant(Cells cells, FlowField field) throws BadRowException {
    int slot = field.slot();
    long nanos = times.points().nanos(cells.data(), cells.from(slot), cells.to(slot));
    if (nanos < 0 || nanos > Long.MAX_VALUE / 2) {
      throw bad(cells, field, times.points().expected());
    }
    return nanos;
  }

  private long resolution(Cells cells, FlowField field) {
    int slot = field.slot();
    return times.points().resolutionNanos(cells.data(), cells.from(slot), cells.to(slot));
  }

  private long duration(Cells cells) throws BadRowException {
    int slot = FlowField.DURATION.slot();
    long nanos = times.durations().duration(cells.data(), cells.from(slot), cells.to(slot));
    if (nanos == Decimals.BAD || nanos > Long.MAX_VALUE / 4) {
      throw bad(cells, FlowField.DURATION, "a duration in " + times.durations().unit());
    }
    return nanos;
  }

  private IpAddress address(Cells cells, FlowField field) throws BadRowException {
    int slot = field.slot();
    IpAddress address = AddressBytes.parse(cells.data(), cells.from(slot), cells.to(slot));
    if (address == null) {
      throw bad(cells, field, "an IP address");
    }
    return address;
  }

  /** What stands there for protocols without ports has no meaning, or one of their own. */
  private int port(Cells cells, FlowField field, int protocol) throws BadRowException {
    int slot = field.slot();
    if (!Protocol.of(protocol).hasPorts()) {
      return 0;
    }
    if (!cells.has(slot)) {
      return portless(cells, field, protocol);
    }
    long port = Decimals.whole(cells.data(), cells.from(slot), cells.to(slot));
    if (port < 0 || port > HIGHEST_PORT) {
      throw bad(cells, field, "a port from 0 to 65535");
    }
    return (int) port;
  }

  /** Few tools know that UDP-Lite has ports, and fragments have none. */
  private int portless(Cells cells, FlowField field, int protocol) throws BadRowException {
    if (protocol == Protocol.UDPLITE.number() || !schema.required().contains(field)) {
      return 0;
    }
    throw bad(cells, field, "a value");
  }

  private int protocol(Cells cells) throws BadRowException {
    int slot = FlowField.PROTOCOL.slot();
    int number = ProtocolBytes.number(cells.data(), cells.from(slot), cells.to(slot));
    if (number == ProtocolBytes.BAD) {
      throw bad(cells, FlowField.PROTOCOL, "an IP protocol: a number from 0 to 255, or a name");
    }
    return number;
  }

  /** Zeek writes "icmp" for both families. */
  private static int ofFamily(int number, IpAddress address) {
    boolean six = number == Protocol.ICMP.number() && !address.isV4();
    return six ? Protocol.ICMP6.number() : number;
  }

  /** A count that cannot be read is no reason to leave a flow without a label. */
  private static long byteCount(Cells cells) {
    long both = count(cells, FlowField.BYTES);
    if (both >= 0) {
      return both;
    }
    long there = count(cells, FlowField.BYTES_OUT);
    long back = count(cells, FlowField.BYTES_BACK);
    return there < 0 || back < 0 ? Math.max(there, back) : there + back;
  }

  private static long count(Cells cells, FlowField field) {
    int slot = field.slot();
    return cells.has(slot) ? Decimals.whole(cells.data(), cells.from(slot), cells.to(slot)) : -1;
  }

  private BadRowException bad(Cells cells, FlowField field, String expected) {
    String found = cells.shown(field.slot());
    return BadRowException.of(schema.nameOf(field), "expected " + expected + ", found " + found);
  }
}
