package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which rows of a file are flows, by the value of one field. Immutable.
 *
 * @param field the one that tells
 * @param values the values of it that are meant
 * @param flows true when rows with such a value are the flows, false when all others are
 */
public record RowKinds(FlowField field, List<byte[]> values, boolean flows) {
  /** Every row is a flow. */
  public static final RowKinds ALL = new RowKinds(FlowField.KIND, List.of(), false);

  /** Rows with one of these values are flows. */
  public static RowKinds only(FlowField field, String... values) {
    return new RowKinds(field, bytes(values), true);
  }

  /** Rows with one of these values are none. */
  public static RowKinds allBut(FlowField field, String... values) {
    return new RowKinds(field, bytes(values), false);
  }

  private static List<byte[]> bytes(String... values) {
    return java.util.Arrays.stream(values)
        .map(value -> value.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** True when the row is a flow. */
  boolean isFlow(Cells cells) {
    if (values.isEmpty()) {
      return true;
    }
    boolean meant = false;
    for (byte[] value : values) {
      meant |= cells.has(field.slot()) && cells.holds(field.slot(), value);
    }
    return meant == flows;
  }
}
