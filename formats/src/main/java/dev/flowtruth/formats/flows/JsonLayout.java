package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * JSON that was understood. Immutable.
 *
 * @param mark the byte order mark that the file begins with, or nothing
 * @param lines true when each line is an object
 * @param schema what the keys are called
 * @param interpreter turns values into flows
 * @param columns what is added
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record JsonLayout(
    byte[] mark,
    boolean lines,
    FlowSchema schema,
    FlowInterpreter interpreter,
    LabelColumns columns)
    implements FlowReader {

  /** Slots of the keys that we would write ourselves, behind those of the fields. */
  static final int SRC_SLOT = FlowField.COUNT;

  static final int DST_SLOT = FlowField.COUNT + 1;
  static final int COMMUNITY_ID_SLOT = FlowField.COUNT + 2;

  /** Slots, those of second and further names of fields not counted. */
  private static final int SLOTS = FlowField.COUNT + 3;

  /** The slot of each name. One name may be of two fields. */
  private Map<String, Integer> slots() {
    Map<String, Integer> slots = new LinkedHashMap<>();
    int next = SLOTS;
    for (FlowField field : FlowField.values()) {
      List<String> names = schema.namesOf(field);
      for (int i = 0; i < names.size(); i++) {
        if (!slots.containsKey(names.get(i))) {
          slots.put(names.get(i), i == 0 ? field.slot() : next++);
        }
      }
    }
    return slots;
  }

  /** Which values stand in for which fields, where those have none of their first name. */
  List<Alternates.Pair> alternates() {
    Map<String, Integer> slots = slots();
    List<Alternates.Pair> pairs = new ArrayList<>();
    for (FlowField field : FlowField.values()) {
      for (String name : schema.namesOf(field)) {
        int slot = Objects.requireNonNull(slots.get(name));
        if (slot != field.slot()) {
          pairs.add(new Alternates.Pair(slot, field));
        }
      }
    }
    return pairs;
  }

  /** What stands for a value that is not there. */
  byte[] unset() {
    return schema.unset().getBytes(StandardCharsets.UTF_8);
  }

  Cells newCells() {
    return new Cells(SLOTS + slots().size());
  }

  JsonScanner newScanner() {
    JsonKeys keys = new JsonKeys();
    slots().forEach(keys::add);
    keys.add(Side.SOURCE.word(), SRC_SLOT);
    keys.add(Side.DESTINATION.word(), DST_SLOT);
    keys.add(LabelColumns.COMMUNITY_ID, COMMUNITY_ID_SLOT);
    return new JsonScanner(keys);
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
    return lines ? RowCutter.LINES.next(data, from, limit) : JsonObjects.rowEnd(data, from, limit);
  }

  @Override
  public boolean isOrdered() {
    return interpreter.times().isOrdered();
  }

  @Override
  public List<String> notes() {
    return interpreter.times().notes();
  }

  @Override
  public RowHandler newHandler() {
    return new JsonRows(this);
  }
}
