package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a format calls the fields of a flow, and how it writes times: all that tells one table or
 * one kind of JSON lines from another. Immutable.
 */
public final class FlowSchema {
  private final Map<FlowField, List<String>> names;
  private final List<FlowField> required;
  private final TimeForm timeForm;
  private final TimeForm durationForm;
  private final long resolutionNanos;
  private final boolean icmpInPorts;

  private FlowSchema(Builder builder) {
    names = new EnumMap<>(builder.names);
    required = List.copyOf(builder.required);
    timeForm = builder.timeForm;
    durationForm = builder.durationForm;
    resolutionNanos = builder.resolutionNanos;
    icmpInPorts = builder.icmpInPorts;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The first name of a field, for messages. */
  String nameOf(FlowField field) {
    List<String> known = names.get(field);
    return known == null ? field.name().toLowerCase(Locale.ROOT) : known.get(0);
  }

  /** All names of a field in lower case, the usual one first; empty when the format has none. */
  List<String> namesOf(FlowField field) {
    return names.getOrDefault(field, List.of());
  }

  List<FlowField> required() {
    return required;
  }

  TimeForm timeForm() {
    return timeForm;
  }

  TimeForm durationForm() {
    return durationForm;
  }

  long resolutionNanos() {
    return resolutionNanos;
  }

  /** True when the ports of ICMP flows hold type and code. */
  boolean icmpInPorts() {
    return icmpInPorts;
  }

  /** Collects a schema. Not thread-safe. */
  public static final class Builder {
    private final Map<FlowField, List<String>> names = new EnumMap<>(FlowField.class);
    private final List<FlowField> required = new ArrayList<>();
    private TimeForm timeForm = TimeForm.MILLIS;
    private TimeForm durationForm = TimeForm.MILLIS;
    private long resolutionNanos = 1_000_000;
    private boolean icmpInPorts;

    private Builder() {}

    /** A field without which a file is not of the format; its name and aliases. */
    public Builder needs(FlowField field, String... aliases) {
      required.add(field);
      return mayHave(field, aliases);
    }

    /** A field that files of the format, or some of their rows, lack. */
    public Builder mayHave(FlowField field, String... aliases) {
      names.put(field, List.of(aliases));
      return this;
    }

    /**
     * How points in time are written.
     *
     * @param resolution the unit of the last digit that the tool keeps, in nanoseconds
     */
    public Builder times(TimeForm form, long resolution) {
      timeForm = form;
      resolutionNanos = resolution;
      return this;
    }

    public Builder durations(TimeForm form) {
      durationForm = form;
      return this;
    }

    /** The ports of ICMP flows hold type and code. */
    public Builder icmpInPorts() {
      icmpInPorts = true;
      return this;
    }

    public FlowSchema build() {
      return new FlowSchema(this);
    }
  }
}
