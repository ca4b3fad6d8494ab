package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row and writes it again with its labels: {@link #read}, then exactly one of the writing
 * methods, which are about the row that was read last. Not thread-safe.
 */
public interface RowHandler {
  /**
   * Reads the row {@code data[from, to)}, its line end included.
   *
   * @return null when the line is no flow by the format's own rules
   * @throws BadRowException when it ought to be a flow and cannot be read
   */
  @Nullable FlowRow read(byte[] data, int from, int to) throws BadRowException;

  /** Writes the row with the labels of its two ends. */
  void writeLabelled(FlowRow row, FlowLabel label, ByteSink out);

  /** Writes a row that could not be read: as it was, with the reason appended. */
  void writeBad(ByteSink out);

  /** Writes a line that is no flow. */
  void writeOther(ByteSink out);
}
