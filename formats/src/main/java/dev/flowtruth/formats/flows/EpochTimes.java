package dev.flowtruth.formats.flows;

/**
 * Numbers of one unit since the epoch, in files that always keep the same one.
 *
 * @param form the unit
 * @param resolution the unit of the last digit that the tool keeps, in nanoseconds
 */
record EpochTimes(TimeForm form, long resolution) implements TimeReader {
  @Override
  public long nanos(byte[] data, int from, int to) {
    return form.instant(data, from, to);
  }

  @Override
  public long resolutionNanos(byte[] data, int from, int to) {
    return resolution;
  }

  @Override
  public String expected() {
    return "a time in epoch " + form.unit();
  }
}
