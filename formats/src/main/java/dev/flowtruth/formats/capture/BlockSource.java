package dev.flowtruth.formats.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The blocks of a capture in the order of the file; the first one begins a section. */
interface BlockSource {
  /**
   * The next block; null at the end, also where the last one is cut off.
   *
   * @throws BadCaptureException when what is there is none
   */
  @Nullable Block next() throws IOException;
}
