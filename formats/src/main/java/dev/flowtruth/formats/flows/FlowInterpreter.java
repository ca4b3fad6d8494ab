package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;

/** Turns the cells of a row into a flow, or says which of them it cannot be. Immutable. */
final class FlowInterpreter {
  private static final int HIGHEST_PORT = 65535;

  private final FlowSchema schema;
  private final long clockOffsetNanos;

  FlowInterpreter(FlowSchema schema, long clockOffsetNanos) {
    this.schema = schema;
    this.clockOffsetNanos = clockOffsetNanos;
  }

  FlowRow read(Cells cells) throws BadRowException {
    for (FlowField field : schema.required()) {
      if (!cells.has(field.slot())) {
        throw bad(cells, field, "a value");
      }
    }
    IpAddress source = address(cells, FlowField.SOURCE_ADDRESS);
    IpAddress destination = address(cells, FlowField.DESTINATION_ADDRESS);
    int protocol = protocol(cells, source);
    int sourcePort = port(cells, FlowField.SOURCE_PORT);
    int destinationPort = port(cells, FlowField.DESTINATION_PORT);
    boolean icmp = protocol == 1 || protocol == 58;
    boolean typed = icmp && schema.icmpInPorts();
    FlowRecord flow =
        flow(
            cells,
            protocol,
            new Endpoint(source, icmp ? 0 : sourcePort),
            new Endpoint(destination, icmp ? 0 : destinationPort),
            typed ? sourcePort : -1);
    return new FlowRow(flow, typed ? destinationPort : -1, byteCount(cells));
  }

  private FlowRecord flow(
      Cells cells, int protocol, Endpoint source, Endpoint destination, int icmpType)
      throws BadRowException {
    long first = instant(cells, FlowField.FIRST);
    long last = last(cells, first);
    long end = last + schema.resolutionNanos();
    return new FlowRecord(
        first + clockOffsetNanos,
        end + clockOffsetNanos,
        schema.resolutionNanos(),
        protocol,
        source,
        destination,
        icmpType);
  }

  private long last(Cells cells, long first) throws BadRowException {
    FlowField field = FlowField.LAST;
    long last = first;
    if (cells.has(field.slot())) {
      last = instant(cells, field);
    } else if (cells.has(FlowField.DURATION.slot())) {
      field = FlowField.DURATION;
      last = first + duration(cells);
    }
    if (last < first) {
      throw bad(cells, field, "an end that is not before the beginning");
    }
    return last;
  }

  private long instant(Cells cells, FlowField field) throws BadRowException {
    int slot = field.slot();
    long nanos = schema.timeForm().instant(cells.data(), cells.from(slot), cells.to(slot));
    if (nanos == Decimals.BAD || nanos > Long.MAX_VALUE / 2) {
      throw bad(cells, field, "a time in epoch " + unit(schema.timeForm()));
    }
    return nanos;
  }

  private long duration(Cells cells) throws BadRowException {
    int slot = FlowField.DURATION.slot();
    long nanos = schema.durationForm().duration(cells.data(), cells.from(slot), cells.to(slot));
    if (nanos == Decimals.BAD || nanos > Long.MAX_VALUE / 4) {
      throw bad(cells, FlowField.DURATION, "a duration in " + unit(schema.durationForm()));
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

  private int port(Cells cells, FlowField field) throws BadRowException {
    int slot = field.slot();
    long port = Decimals.whole(cells.data(), cells.from(slot), cells.to(slot));
    if (port < 0 || port > HIGHEST_PORT) {
      throw bad(cells, field, "a port from 0 to 65535");
    }
    return (int) port;
  }

  private int protocol(Cells cells, IpAddress address) throws BadRowException {
    int slot = FlowField.PROTOCOL.slot();
    int number = ProtocolBytes.number(cells.data(), cells.from(slot), cells.to(slot));
    if (number == ProtocolBytes.BAD) {
      throw bad(cells, FlowField.PROTOCOL, "an IP protocol: a number from 0 to 255, or a name");
    }
    // Zeek writes "icmp" for both families.
    boolean six = number == Protocol.ICMP.number() && !address.isV4();
    return six ? Protocol.ICMP6.number() : number;
  }

  /** A count that cannot be read is no reason to leave a flow without a label. */
  private static long byteCount(Cells cells) {
    long there = count(cells, FlowField.BYTES);
    long back = count(cells, FlowField.BYTES_BACK);
    if (there < 0 || back < 0) {
      return Math.max(there, back);
    }
    return there + back;
  }

  private static long count(Cells cells, FlowField field) {
    int slot = field.slot();
    return cells.has(slot) ? Decimals.whole(cells.data(), cells.from(slot), cells.to(slot)) : -1;
  }

  private BadRowException bad(Cells cells, FlowField field, String expected) {
    String found = cells.shown(field.slot());
    return BadRowException.of(schema.nameOf(field), "expected " + expected + ", found " + found);
  }

  private static String unit(TimeForm form) {
    return switch (form) {
      case SECONDS -> "seconds";
      case MILLIS -> "milliseconds";
      case MICROS -> "microseconds";
      case NANOS -> "nanoseconds";
    };
  }
}
