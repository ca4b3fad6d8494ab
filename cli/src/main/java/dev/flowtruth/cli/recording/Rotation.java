package dev.flowtruth.cli.recording;

import java.time.Duration;

/**
 * When a recording goes on in a new file.
 *
 * @param bytes after so many, 0 for never
 * @param time after so long, zero for never
 */
record Rotation(long bytes, Duration time) {
  static final Rotation NEVER = new Rotation(0, Duration.ZERO);
}
