package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON lines that were understood. Immutable.
 *
 * @param mark the byte order mark that the file begins with, or nothing
 * @param schema what the keys are called
 * @param interpreter turns values into flows
 * @param columns what is added
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record JsonLayout(byte[] mark, FlowSchema schema, FlowInterpreter interpreter, LabelColumns columns)
    implements FlowReader {

  /** Slots of the keys that we would write ourselves, behind those of the fields. */
  static final int SRC_SLOT = FlowField.COUNT;

  static final int DST_SLOT = FlowField.COUNT + 1;
  static final int COMMUNITY_ID_SLOT = FlowField.COUNT + 2;
  static final int SLOTS = FlowField.COUNT + 3;

  JsonScanner newScanner() {
    List<String> keys = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    for (FlowField field : FlowField.values()) {
      for (String name : schema.namesOf(field)) {
        keys.add(name);
        slots.add(field.slot());
      }
    }
    keys.addAll(List.of(Side.SOURCE.word(), Side.DESTINATION.word(), LabelColumns.COMMUNITY_ID));
    slots.addAll(List.of(SRC_SLOT, DST_SLOT, COMMUNITY_ID_SLOT));
    return new JsonScanner(keys, slots.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public int headLength() {
    return mark.length;
  }

  @Override
  public byte[] labelledHead() {
    return mark;
  }

  @Override
  public int rowEnd(byte[] data, int from, int limit) {
    return RowCutter.LINES.next(data, from, limit);
  }

  @Override
  public RowHandler newHandler() {
    return new JsonRows(this);
  }
}
