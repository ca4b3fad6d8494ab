package dev.flowtruth.formats.flows;

/** Looks at a file's first flow, so that a file that cannot be labelled leaves no output behind. */
final class FirstRow {
  private FirstRow() {}

  /**
   * Reads rows up to the first flow, as far as the head has them.
   *
   * @throws BadFlowFileException when one shows that the whole file cannot be labelled
   */
  static void check(FileHead head, FlowReader reader) throws BadFlowFileException {
    byte[] data = head.bytes();
    RowHandler handler = reader.newHandler();
    int from = reader.headLength();
    int to = reader.rowEnd(data, from, data.length);
    while (to >= 0) {
      if (isFlow(head, handler, from, to)) {
        return;
      }
      from = to;
      to = reader.rowEnd(data, from, data.length);
    }
  }

  private static boolean isFlow(FileHead head, RowHandler handler, int from, int to)
      throws BadFlowFileException {
    try {
      return handler.read(head.bytes(), from, to) != null;
    } catch (BadRowException e) {
      if (e.isFatal()) {
        long line = 1L + ByteSearch.count(head.bytes(), 0, from, (byte) '\n');
        throw new BadFlowFileException(head.file(), line, e.field(), e.problem());
      }
      return false;
    }
  }
}
