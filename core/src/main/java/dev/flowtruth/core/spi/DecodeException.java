package dev.flowtruth.core.spi;

/** Bytes from the kernel that cannot be what they claim to be: names the field and its offset. */
public class DecodeException extends SourceException {
  private static final long serialVersionUID = 1L;

  /**
   * A field that does not fit.
   *
   * @param field the kernel's name of it
   * @param offset where it begins, in bytes from the start of the buffer
   * @param found what was there, and what was expected
   */
  public DecodeException(String field, long offset, String found) {
    super(field + " at offset " + offset + ": " + found);
  }
}
