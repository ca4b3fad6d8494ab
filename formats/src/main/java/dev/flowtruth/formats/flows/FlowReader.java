package dev.flowtruth.formats.flows;

import java.util.List;

/** A flow file that was understood. Thread-safe. */
public interface FlowReader {
  /** How many bytes at the beginning of the file {@link #labelledHead()} stands for. */
  int headLength();

  /** The file's head with the names of the new columns in it; empty where a file has no head. */
  byte[] labelledHead();

  /**
   * Index behind the row that begins at {@code from}, its line end included; -1 when the row does
   * not end before {@code limit}.
   */
  int rowEnd(byte[] data, int from, int limit);

  /** True when a row can only be read after those before it, on one thread. */
  default boolean isOrdered() {
    return false;
  }

  /** What the user ought to know of how the rows were read so far, a sentence each. */
  default List<String> notes() {
    return List.of();
  }

  /** Reads and writes rows; one for each thread. */
  RowHandler newHandler();
}
