package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which columns of a table matter.
 *
 * @param slots for each column the slot that it is kept in, or -1
 * @param count of slots
 * @param rule what is done to the cells before they are read
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record Columns(int[] slots, int count, CellRule rule) {

  /**
   * Those of a schema. One column may be two fields: the time of a packet is beginning and end.
   *
   * @throws BadRowException when a needed field has no column, or one has two of one name
   */
  static Columns of(TableHeader header, FlowSchema schema) throws BadRowException {
    int[] slots = new int[header.names().size()];
    Arrays.fill(slots, -1);
    List<Alternates.Pair> alternates = new ArrayList<>();
    int next = SystemProcess.SLOTS;
    for (FlowField field : FlowField.values()) {
      List<Integer> found = header.columns(schema.namesOf(field));
      if (found.isEmpty() && schema.required().contains(field)) {
        throw BadRowException.of(schema.nameOf(field), "the header has no such column");
      }
      for (int i = 0; i < found.size(); i++) {
        int column = found.get(i);
        boolean taken = slots[column] >= 0;
        if (!taken) {
          slots[column] = i == 0 ? field.slot() : next++;
        }
        if (taken || i > 0) {
          alternates.add(new Alternates.Pair(slots[column], field));
        }
      }
    }
    return new Columns(slots, next, Alternates.of(alternates));
  }
}
