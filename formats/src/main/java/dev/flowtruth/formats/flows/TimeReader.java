package dev.flowtruth.formats.flows;

/** Reads the points in time of a file. */
interface TimeReader {
  /**
   * Nanoseconds since the epoch, or {@link Decimals#BAD}.
   *
   * @throws BadRowException when it can be read and still is no point in time
   */
  long nanos(byte[] data, int from, int to) throws BadRowException;

  /** The unit of the last digit of a point in time that could be read, in nanoseconds. */
  long resolutionNanos(byte[] data, int from, int to);

  /** What was expected, for messages. */
  String expected();
}
