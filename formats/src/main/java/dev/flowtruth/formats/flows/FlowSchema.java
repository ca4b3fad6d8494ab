package dev.flowtruth.formats.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a format calls the fields of a flow, and how it writes times: all that tells one table or
 * one kind of JSON from another. Immutable.
 */
public final class FlowSchema {
  private final Map<FlowField, List<String>> names;
  private final List<FlowField> required;
  private final TimeForm timeForm;
  private final TimeForm durationForm;
  private final long resolutionNanos;
  private final IcmpPlace icmp;
  private final RowKinds kinds;
  private final String unset;
  private final boolean coarseEnds;
  private final long openEndNanos;
  private final boolean countsMillis;

  private FlowSchema(Builder builder) {
    names = new EnumMap<>(builder.names);
    required = List.copyOf(builder.required);
    timeForm = builder.timeForm;
    durationForm = builder.durationForm;
    resolutionNanos = builder.resolutionNanos;
    icmp = builder.icmp;
    kinds = builder.kinds;
    unset = builder.unset;
    coarseEnds = builder.coarseEnds;
    openEndNanos = builder.openEndNanos;
    countsMillis = builder.countsMillis;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The first name of a field, for messages. */
  String nameOf(FlowField field) {
    List<String> known = names.get(field);
    return known == null ? field.name().toLowerCase(Locale.ROOT) : known.get(0);
  }

  /** All names of a field, the usual one first; empty when the format has none. */
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

  /** Where type and code of ICMP flows are. */
  IcmpPlace icmp() {
    return icmp;
  }

  /** Which rows are flows. */
  RowKinds kinds() {
    return kinds;
  }

  /** What stands for a value that is not there, beside nothing. */
  String unset() {
    return unset;
  }

  /** True when an end in whole seconds may be later by a second, whatever its digits say. */
  boolean coarseEnds() {
    return coarseEnds;
  }

  /** How long a flow may last whose end the file does not tell. */
  long openEndNanos() {
    return openEndNanos;
  }

  /** True when the digits behind the point of a time are a count of milliseconds. */
  boolean countsMillis() {
    return countsMillis;
  }

  /** Collects a schema. Not thread-safe. */
  public static final class Builder {
    private final Map<FlowField, List<String>> names = new EnumMap<>(FlowField.class);
    private final List<FlowField> required = new ArrayList<>();
    private TimeForm timeForm = TimeForm.MILLIS;
    private TimeForm durationForm = TimeForm.MILLIS;
    private long resolutionNanos = 1_000_000;
    private IcmpPlace icmp = IcmpPlace.NOWHERE;
    private RowKinds kinds = RowKinds.ALL;
    private String unset = "";
    private boolean coarseEnds;
    private long openEndNanos;
    private boolean countsMillis;

    private Builder() {}

    /** A field without which a file is not of the format; its name and aliases. */
    public Builder needs(FlowField field, String... aliases) {
      required.add(field);
      return mayHave(field, aliases);
    }

    /**
     * A field that files of the format, or some of their rows, lack. Where a row has several of the
     * names, the first that is not empty counts. Names of what is inside of an object of JSON have
     * a point: {@code flow.start}.
     */
    public Builder mayHave(FlowField field, String... aliases) {
      names.put(field, List.of(aliases));
      return this;
    }

    /**
     * How points in time are written.
     *
     * @param resolution the unit of the last digit that the tool keeps, in nanoseconds; of no
     *     meaning where it is seen in each time
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

    /** Where type and code of ICMP flows are. */
    public Builder icmp(IcmpPlace place) {
      icmp = place;
      return this;
    }

    /** Only rows of some kinds are flows. */
    public Builder kinds(RowKinds ofFlows) {
      kinds = ofFlows;
      return this;
    }

    /** What stands for a value that is not there, beside nothing. */
    public Builder unset(String text) {
      unset = text;
      return this;
    }

    /** An end in whole seconds may be later by a second, whatever its digits say. */
    public Builder coarseEnds() {
      coarseEnds = true;
      return this;
    }

    /**
     * Where a file tells neither end nor duration, its flows may last so long. What had their tuple
     * in that time competes.
     */
    public Builder openEnd(Duration longest) {
      openEndNanos = longest.toNanos();
      return this;
    }

    /** The digits behind the point of a time are a count of milliseconds: {@code .12} is 12 ms. */
    public Builder countsMillis() {
      countsMillis = true;
      return this;
    }

    public FlowSchema build() {
      return new FlowSchema(this);
    }
  }
}
