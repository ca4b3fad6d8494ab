package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;

/** Writes flows in a form of their own. Not thread-safe. */
interface FlowForm {
  /** What stands at the beginning of the output. */
  byte[] head();

  void write(FlowRow row, FlowLabel label, ByteSink out);

  /** Writes a row that could not be read: {@code data[from, to)}, without its line end. */
  void writeBad(byte[] data, int from, int to, ByteSink out);
}
