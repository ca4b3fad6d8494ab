package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the forms say of a flow, in words that they share. */
final class FlowText {
  private FlowText() {}

  static @Nullable String first(FlowRow row) {
    return CellText.time(row.flow().firstNanos());
  }

  /** Null when the file does not tell. */
  static @Nullable String last(FlowRow row) {
    return CellText.time(row.lastNanos());
  }

  /** -1 when the file does not tell. */
  static long durationNanos(FlowRow row) {
    boolean known = row.lastNanos() != ProcessRef.UNKNOWN;
    return known ? Math.max(0, row.lastNanos() - row.flow().firstNanos()) : -1;
  }

  /** Null for what is not IP, or of no protocol that the tool knew. */
  static @Nullable String protocol(FlowRecord flow) {
    return flow.protocolNumber() == 0 ? null : Protocol.of(flow.protocolNumber()).label();
  }

  static boolean hasPorts(FlowRecord flow) {
    return Protocol.of(flow.protocolNumber()).hasPorts();
  }

  static String address(Endpoint end) {
    return end.address().toString();
  }

  static String type(FlowRecord flow) {
    return flow.source().address().isV4() ? "ipv4" : "ipv6";
  }

  /**
   * The one process that an event may have: the source's where it is known, else the destination's;
   * null when neither is.
   */
  static @Nullable ProcessRef process(FlowLabel label) {
    LabelledOwner owner = side(label).of(label).owner();
    return owner == null ? null : owner.process();
  }

  /** The end of that process; the source where there is none. */
  static Side side(FlowLabel label) {
    boolean onlyDestination = !label.source().isLabelled() && label.destination().isLabelled();
    return onlyDestination ? Side.DESTINATION : Side.SOURCE;
  }

  /** The reasons of the ends that have no owner, the source's first. */
  static @Nullable String reasons(FlowLabel label) {
    String source = reason(label.source());
    String destination = reason(label.destination());
    if (source == null || destination == null || source.equals(destination)) {
      return source == null ? destination : source;
    }
    return source + ", " + destination;
  }

  private static @Nullable String reason(Label label) {
    return label.reason() == null ? null : Objects.requireNonNull(label.reason()).label();
  }

  static String raw(byte[] data, int from, int to) {
    return new String(data, from, to - from, StandardCharsets.UTF_8);
  }
}
