package dev.flowtruth.formats.flows;

/** What is done to the cells of a row before they are read. Thread-safe. */
interface CellRule {
  /** Nothing. */
  CellRule NONE = cells -> {};

  void apply(Cells cells);
}
