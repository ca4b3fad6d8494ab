package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * NFStream's own label, filled from ours: the source side's owner where it has one, else the
 * destination's. Cells that a file has are overwritten in place, others are appended. Not
 * thread-safe.
 */
final class SystemProcess {
  static final String PID = "system_process_pid";
  static final String NAME = "system_process_name";

  /** Slots of the two cells, behind those of the fields. */
  private static final int PID_SLOT = FlowField.COUNT;

  private static final int NAME_SLOT = FlowField.COUNT + 1;

  /** Slots of a table, those behind its fields' included; more of them may follow. */
  static final int SLOTS = FlowField.COUNT + 2;

  private static final byte[] NO_PID = "-1".getBytes(StandardCharsets.US_ASCII);

  /**
   * Which of the two cells are written.
   *
   * @param fills false leaves everything as it is
   * @param hasPid true when the file has a column for the pid
   * @param hasName true when it has one for the name
   */
  record Plan(boolean fills, boolean hasPid, boolean hasName) {
    /** Leave everything as it is. */
    static final Plan NOTHING = new Plan(false, false, false);

    /** Fills the columns that the header has; notes their slots. */
    static Plan of(TableHeader header, int[] slots) {
      int pid = header.column(List.of(PID));
      int name = header.column(List.of(NAME));
      if (pid >= 0) {
        slots[pid] = PID_SLOT;
      }
      if (name >= 0) {
        slots[name] = NAME_SLOT;
      }
      return new Plan(true, pid >= 0, name >= 0);
    }

    /** The columns that the header lacks, in NFStream's order. */
    List<String> addedNames() {
      List<String> names = new ArrayList<>();
      if (fills && !hasPid) {
        names.add(PID);
      }
      if (fills && !hasName) {
        names.add(NAME);
      }
      return names;
    }
  }

  private final Plan plan;
  private final byte delimiter;
  private final CellCache cache;

  SystemProcess(Plan plan, byte delimiter, CellStyle style) {
    this.plan = plan;
    this.delimiter = delimiter;
    this.cache = new CellCache(OwnerColumn.SYSTEM_PROCESS, style);
  }

  /** Writes the row {@code data[from, to)}, which has no line end, with the two cells filled. */
  void write(byte[] data, int from, int to, Cells cells, FlowLabel label, ByteSink out) {
    if (!plan.fills()) {
      out.put(data, from, to);
      return;
    }
    Label side = label.source().isLabelled() ? label.source() : label.destination();
    byte[] pid = side.isLabelled() ? cache.cell(0, side) : NO_PID;
    byte[] name = cache.cell(1, side);
    boolean pidFirst = !plan.hasName() || plan.hasPid() && before(cells);
    int at = from;
    at = pidFirst ? replace(data, at, cells, PID_SLOT, pid, out) : at;
    at = replace(data, at, cells, NAME_SLOT, name, out);
    at = pidFirst ? at : replace(data, at, cells, PID_SLOT, pid, out);
    out.put(data, at, to);
    append(pid, name, out);
  }

  /** Appends what a row that cannot be read gets. */
  void appendMissing(ByteSink out) {
    if (plan.fills()) {
      append(NO_PID, CellCache.EMPTY, out);
    }
  }

  private static boolean before(Cells cells) {
    return cells.from(PID_SLOT) < cells.from(NAME_SLOT);
  }

  /** Copies up to a cell and writes another text for it; returns where the copy goes on. */
  private static int replace(
      byte[] data, int at, Cells cells, int slot, byte[] text, ByteSink out) {
    if (!cells.has(slot)) {
      return at;
    }
    out.put(data, at, cells.from(slot));
    out.put(text);
    return cells.to(slot);
  }

  private void append(byte[] pid, byte[] name, ByteSink out) {
    if (!plan.hasPid()) {
      out.put(delimiter);
      out.put(pid);
    }
    if (!plan.hasName()) {
      out.put(delimiter);
      out.put(name);
    }
  }
}
