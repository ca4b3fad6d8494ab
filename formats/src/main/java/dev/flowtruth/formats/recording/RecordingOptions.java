package dev.flowtruth.formats.recording;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a recording is written. Immutable; begin with {@link #defaults()}.
 *
 * @param compression how the bytes are packed
 * @param overwrite true to replace what is there
 * @param rotateBytes a new part after so many bytes, not counting what it restates; 0 for never
 * @param rotateNanos a new part after so long; 0 for never
 * @param owner whom the files shall belong to, null for the user who runs this
 * @param ticker monotonic ns in the time base of the events; decides on flushes and rotation
 */
public record RecordingOptions(
    Compression compression,
    boolean overwrite,
    long rotateBytes,
    long rotateNanos,
    @Nullable FileOwner owner,
    LongSupplier ticker) {
  /**
   * The user and group of a file: under sudo those of {@code SUDO_UID} and {@code SUDO_GID}.
   *
   * @param uid numeric user id
   * @param gid numeric group id
   */
  public record FileOwner(int uid, int gid) {}

  /** One plain file, never over another. */
  public static RecordingOptions defaults() {
    return new RecordingOptions(Compression.NONE, false, 0, 0, null, System::nanoTime);
  }

  public RecordingOptions withCompression(Compression value) {
    return new RecordingOptions(value, overwrite, rotateBytes, rotateNanos, owner, ticker);
  }

  public RecordingOptions withOverwrite(boolean value) {
    return new RecordingOptions(compression, value, rotateBytes, rotateNanos, owner, ticker);
  }

  public RecordingOptions withRotateBytes(long value) {
    return new RecordingOptions(compression, overwrite, value, rotateNanos, owner, ticker);
  }

  public RecordingOptions withRotateNanos(long value) {
    return new RecordingOptions(compression, overwrite, rotateBytes, value, owner, ticker);
  }

  public RecordingOptions withOwner(@Nullable FileOwner value) {
    return new RecordingOptions(compression, overwrite, rotateBytes, rotateNanos, value, ticker);
  }

  public RecordingOptions withTicker(LongSupplier value) {
    return new RecordingOptions(compression, overwrite, rotateBytes, rotateNanos, owner, value);
  }

  boolean rotates() {
    return rotateBytes > 0 || rotateNanos > 0;
  }
}
