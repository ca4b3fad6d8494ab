package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.formats.flows.CellText;
import dev.flowtruth.formats.flows.LabelColumns;
import org.jspecify.annotations.Nullable;

/**
 * A label as the comment of a packet: {@code flowtruth: src_pid=4711 src_process=curl
 * src_basis=exact src_certainty=certain dst_reason=not_local}. The names are those of columns;
 * blanks within a value are percent-encoded.
 */
final class PacketComment {
  static final String MARK = "flowtruth: ";

  private final LabelColumns columns;

  /** Comments that have the added ones of these columns too. */
  PacketComment(LabelColumns columns) {
    this.columns = columns;
  }

  String of(FlowLabel label) {
    StringBuilder text = new StringBuilder(128).append("flowtruth:");
    add("src", label.source(), text);
    add("dst", label.destination(), text);
    return text.toString();
  }

  private void add(String side, Label label, StringBuilder text) {
    LabelledOwner owner = label.owner();
    if (owner != null) {
      add(side, "pid", Long.toString(owner.process().pid()), text);
      add(side, "process", CellText.encoded(owner.process().name()), text);
    }
    add(side, "owners", CellText.owners(label), text);
    add(side, "basis", label.basis() == null ? null : label.basis().label(), text);
    add(side, "certainty", label.certainty() == null ? null : label.certainty().label(), text);
    add(side, "reason", label.reason() == null ? null : label.reason().label(), text);
    columns.forEachAdded(label, (name, value) -> add(side, name, CellText.encoded(value), text));
  }

  private static void add(String side, String name, @Nullable String value, StringBuilder text) {
    if (value != null) {
      text.append(' ').append(side).append('_').append(name).append('=');
      text.append(value.indexOf(' ') < 0 ? value : value.replace(" ", "%20"));
    }
  }
}
