package dev.flowtruth.formats.flows;

/** How a kind of file writes a cell. Thread-safe. */
interface CellStyle {
  /** The bytes of a cell with this text. */
  byte[] encode(OwnerColumn<?> column, String text);
}
