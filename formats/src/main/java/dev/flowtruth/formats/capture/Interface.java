package dev.flowtruth.formats.capture;

import org.jspecify.annotations.Nullable;

/**
 * An interface of a section.
 *
 * @param number unique within the file, over all sections
 * @param linkType what its packets begin with (LINKTYPE_ values)
 * @param name as the capturing host calls it, null when the file does not say
 * @param clock how its times are written
 */
record Interface(int number, int linkType, @Nullable String name, TimeUnits clock) {
  /** Reads an Interface Description Block; null when it is too short. */
  static @Nullable Interface read(Block block, int number) {
    if (block.bodyEnd() < Pcapng.INTERFACE_OPTIONS) {
      return null;
    }
    String name = null;
    int resolution = TimeUnits.MICROS;
    long offset = 0;
    Options options = new Options(block, Pcapng.INTERFACE_OPTIONS, block.bodyEnd());
    while (options.next()) {
      if (options.code() == Pcapng.INTERFACE_NAME) {
        name = options.text();
      } else if (options.code() == Pcapng.TIME_RESOLUTION && options.length() == 1) {
        resolution = block.data()[options.value()] & 0xff;
      } else if (options.code() == Pcapng.TIME_OFFSET && options.length() == 8) {
        offset = block.order().int64(block.data(), options.value());
      }
    }
    int linkType = block.order().u16(block.data(), Pcapng.BODY);
    boolean named = name != null && !name.isEmpty();
    return new Interface(number, linkType, named ? name : null, TimeUnits.of(resolution, offset));
  }
}
