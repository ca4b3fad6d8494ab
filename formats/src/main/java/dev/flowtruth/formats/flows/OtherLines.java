package dev.flowtruth.formats.flows;

/** Says which lines of a table are no flows. Thread-safe. */
interface OtherLines {
  /** Blank lines only. */
  OtherLines BLANK =
      new OtherLines() {
        @Override
        public boolean isOther(byte[] data, int from, int to) {
          return LineEnd.isBlank(data, from, to);
        }

        @Override
        public byte[] suffix(byte[] data, int from, int to) {
          return CellCache.EMPTY;
        }
      };

  /**
   * True when the line {@code data[from, to)} is no flow.
   *
   * @throws BadRowException when it shows that the file cannot be labelled
   */
  boolean isOther(byte[] data, int from, int to) throws BadRowException;

  /** What is appended to such a line. */
  byte[] suffix(byte[] data, int from, int to);
}
