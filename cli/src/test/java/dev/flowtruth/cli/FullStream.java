package dev.flowtruth.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Takes nothing, as {@code /dev/full}. */
public final class FullStream extends OutputStream {
  @Override
  public void write(int value) throws IOException {
    throw new IOException("No space left on device");
  }
}
