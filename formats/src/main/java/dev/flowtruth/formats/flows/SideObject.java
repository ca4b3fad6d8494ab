package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;

/**
 * What is said of the ends of a flow as objects {@code src} and {@code dst}, with the names of the
 * columns that {@code label} adds to a table.
 *
 * @param columns the columns
 */
record SideObject(LabelColumns columns) {
  void write(FlowLabel label, JsonOut json) {
    for (Side side : Side.values()) {
      json.object(side.word());
      members(side.of(label), "", json);
      json.end();
    }
  }

  /** The members alone, each behind a prefix. */
  void members(Label label, String prefix, JsonOut json) {
    for (OwnerColumn<?> column : columns.ofEachSide()) {
      Object source = column.source().apply(label);
      String text = source == null ? null : column.textOf(source);
      if (text != null && column.number()) {
        json.digits(prefix + column.name(), text);
      } else {
        json.text(prefix + column.name(), text);
      }
    }
  }
}
