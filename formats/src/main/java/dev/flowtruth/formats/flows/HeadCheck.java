package dev.flowtruth.formats.flows;

/** Names what people give by mistake instead of a flow file. */
final class HeadCheck {
  private static final int[] CAPTURES = {
    0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0x0a0d0d0a
  };

  private HeadCheck() {}

  /** Refuses what cannot be a flow file of any format. */
  static void requireText(FileHead head) throws BadFlowFileException {
    byte[] bytes = head.bytes();
    if (head.start() == bytes.length) {
      throw bad(head, 0, "the file is empty; expected at least a header");
    }
    if (isCapture(bytes)) {
      throw bad(head, 0, "this is a packet capture; expected a flow file made from it");
    }
    if (isUtf16(bytes)) {
      throw bad(head, 1, "the text is UTF-16; expected UTF-8 (iconv -f UTF-16 -t UTF-8 converts)");
    }
    int nul = ByteSearch.indexOf(bytes, 0, bytes.length, (byte) 0);
    if (nul >= 0) {
      long line = 1L + ByteSearch.count(bytes, 0, nul, (byte) '\n');
      throw bad(head, line, "a NUL byte at offset " + nul + "; expected text");
    }
    if (head.firstLine().contains("\"flowtruth/")) {
      throw bad(head, 1, "this is a recording; expected a flow file (recordings go behind -r)");
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    boolean everySecondNul =
        bytes.length >= 4
            && (bytes[0] == 0) != (bytes[1] == 0)
            && bytes[0] == 0 == (bytes[2] == 0)
            && bytes[1] == 0 == (bytes[3] == 0);
    return mark == 0xfeff || mark == 0xfffe || everySecondNul;
  }

  private static boolean isCapture(byte[] bytes) {
    int magic = 0;
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      magic = magic << 8 | bytes[i] & 0xff;
    }
    for (int capture : CAPTURES) {
      if (magic == capture && bytes.length >= 4) {
        return true;
      }
    }
    return false;
  }

  private static BadFlowFileException bad(FileHead head, long line, String problem) {
    return new BadFlowFileException(head.file(), line, null, problem);
  }
}
