package dev.flowtruth.core.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the rows of a tuple: an open-addressing table whose slots hold the only row of a tuple, or
 * point to a list of them.
 *
 * <p>One index serves every rung: a listening or unconnected socket is a tuple without a peer. Not
 * thread-safe while rows are added.
 */
final class TupleIndex {
  private static final int EMPTY = -1;
  private static final int REMOVED = -2;
  private static final int FIRST_LIST = -3;

  private final TupleRows rows;
  private final List<RowList> lists = new ArrayList<>();
  private int[] slots = filled(64);
  private int used;

  TupleIndex(TupleRows rows) {
    this.rows = rows;
  }

  void add(int row) {
    if (used * 3 > slots.length * 2) {
      rebuild();
    }
    int slot = slotFor(row);
    int value = slots[slot];
    if (value == EMPTY) {
      slots[slot] = row;
      used++;
    } else if (value >= 0) {
      RowList list = new RowList(rows);
      list.add(value);
      list.add(row);
      slots[slot] = FIRST_LIST - lists.size();
      lists.add(list);
    } else {
      lists.get(FIRST_LIST - value).add(row);
    }
  }

  void remove(int row) {
    int slot = slotFor(row);
    int value = slots[slot];
    if (value == row) {
      slots[slot] = REMOVED;
    } else if (value <= FIRST_LIST) {
      lists.get(FIRST_LIST - value).remove(row);
    }
  }

  /** Takes note that an open row is closed now. */
  void close(int row) {
    int value = slots[slotFor(row)];
    if (value <= FIRST_LIST) {
      lists.get(FIRST_LIST - value).close(row);
    }
  }

  /** Visits the rows of a tuple that may have lived in [from, until), and perhaps others. */
  void visit(
      int protocolCode,
      int localId,
      int peerId,
      int packedPorts,
      long from,
      long until,
      java.util.function.IntConsumer visitor) {
    int mask = slots.length - 1;
    int slot = TupleRows.hash(protocolCode, localId, peerId, packedPorts) & mask;
    for (; slots[slot] != EMPTY; slot = slot + 1 & mask) {
      int value = slots[slot];
      int row = value <= FIRST_LIST ? lists.get(FIRST_LIST - value).any() : value;
      if (row >= 0 && rows.hasTuple(row, protocolCode, localId, peerId, packedPorts)) {
        if (value >= 0) {
          visitor.accept(value);
        } else {
          lists.get(FIRST_LIST - value).visit(from, until, visitor);
        }
        return;
      }
    }
  }

  /** The slot that holds the row's tuple, or the empty one where it belongs. */
  private int slotFor(int row) {
    int mask = slots.length - 1;
    int slot = rows.hash(row) & mask;
    for (; slots[slot] != EMPTY; slot = slot + 1 & mask) {
      int value = slots[slot];
      int holder = value <= FIRST_LIST ? lists.get(FIRST_LIST - value).any() : value;
      if (holder >= 0 && rows.hasTupleOf(holder, row)) {
        return slot;
      }
    }
    return slot;
  }

  /** Grows, and leaves out what was removed. */
  private void rebuild() {
    int[] old = slots;
    List<RowList> oldLists = List.copyOf(lists);
    lists.clear();
    slots = filled(liveSlots(old, oldLists) * 4);
    used = 0;
    for (int value : old) {
      if (value >= 0) {
        slots[slotFor(value)] = value;
        used++;
      } else if (value <= FIRST_LIST && oldLists.get(FIRST_LIST - value).any() >= 0) {
        RowList list = oldLists.get(FIRST_LIST - value);
        slots[slotFor(list.any())] = FIRST_LIST - lists.size();
        lists.add(list);
        used++;
      }
    }
  }

  private static int liveSlots(int[] slots, List<RowList> lists) {
    int live = 16;
    for (int value : slots) {
      if (value >= 0 || value <= FIRST_LIST && lists.get(FIRST_LIST - value).any() >= 0) {
        live++;
      }
    }
    return Integer.highestOneBit(live - 1) << 1;
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, EMPTY);
    return slots;
  }
}
