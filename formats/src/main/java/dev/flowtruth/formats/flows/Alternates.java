package dev.flowtruth.formats.flows;

import java.util.List;

/**
 * Cells that stand in for others where those are empty.
 *
 * @param pairs which for which, in the order in which they are asked
 */
record Alternates(List<Pair> pairs) implements CellRule {
  /**
   * A pair.
   *
   * @param slot the cell that stands in
   * @param field that it stands in for
   */
  record Pair(int slot, FlowField field) {}

  static CellRule of(List<Pair> pairs) {
    return pairs.isEmpty() ? NONE : new Alternates(List.copyOf(pairs));
  }

  @Override
  public void apply(Cells cells) {
    for (Pair pair : pairs) {
      if (!cells.has(pair.field().slot()) && cells.has(pair.slot())) {
        cells.copy(pair.slot(), pair.field().slot());
      }
    }
  }
}
