package dev.flowtruth.formats.capture;

import java.io.IOException;

/** A capture that cannot be read: names the file, the offset and what is wrong there. */
public final class BadCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * What is wrong, and where.
   *
   * @param file the name that the user gave
   * @param offset of the block or packet in the unpacked file
   * @param problem what was found and what was expected
   */
  public BadCaptureException(String file, long offset, String problem) {
    super(file + ", offset " + offset + ": " + problem);
    this.offset = offset;
  }

  /** Of the block or packet in the unpacked file. */
  public long offset() {
    return offset;
  }
}
