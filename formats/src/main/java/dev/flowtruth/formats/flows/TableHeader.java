package dev.flowtruth.formats.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The names of a table's columns, as they are compared: without blanks and case.
 *
 * @param names in the file's order
 */
record TableHeader(List<String> names) {
  TableHeader {
    names = IntStream.range(0, names.size()).mapToObj(compared(names)).toList();
  }

  /** The first name may be behind the mark of a comment. */
  private static IntFunction<String> compared(List<String> names) {
    return i -> {
      String name = names.get(i).strip().toLowerCase(Locale.ROOT);
      return i == 0 && name.startsWith("#") ? name.substring(1).strip() : name;
    };
  }

  /** The header that is the row {@code data[from, to)}. */
  static TableHeader of(CellScanner scanner, byte[] data, int from, int to) throws BadRowException {
    int count = scanner.scan(data, from, to, new int[0], new Cells(0));
    Cells cells = new Cells(count);
    scanner.scan(data, from, to, IntStream.range(0, count).toArray(), cells);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.strip(i);
      names.add(cells.text(i));
    }
    return new TableHeader(names);
  }

  /** How many of the fields that the schema needs are there: 0 to 1. */
  double likeness(FlowSchema schema) {
    long found = schema.required().stream().filter(f -> column(schema.namesOf(f)) >= 0).count();
    return (double) found / schema.required().size();
  }

  /** The column with one of the names, the first name first; -1 when there is none. */
  int column(List<String> aliases) {
    for (String alias : aliases) {
      int column = names.indexOf(alias.toLowerCase(Locale.ROOT));
      if (column >= 0) {
        return column;
      }
    }
    return -1;
  }

  /**
   * All columns with one of the names, in the order of the names.
   *
   * @throws BadRowException when two have the same name
   */
  List<Integer> columns(List<String> aliases) throws BadRowException {
    List<Integer> columns = new ArrayList<>();
    for (String alias : aliases) {
      int column = column(List.of(alias));
      if (column >= 0 && !columns.contains(column)) {
        requireOnce(names.get(column));
        columns.add(column);
      }
    }
    return columns;
  }

  /**
   * Refuses to write a second column of a name that is there: which of the two is meant would be
   * anybody's guess, and to overwrite columns of somebody else is not ours.
   */
  void requireNone(Set<String> added) throws BadRowException {
    for (String name : names) {
      if (added.contains(name)) {
        throw BadRowException.of(
            name, "the file has this column already; label the file without it");
      }
    }
  }

  private void requireOnce(String name) throws BadRowException {
    if (names.indexOf(name) != names.lastIndexOf(name)) {
      throw BadRowException.of(name, "the header has this column twice");
    }
  }
}
