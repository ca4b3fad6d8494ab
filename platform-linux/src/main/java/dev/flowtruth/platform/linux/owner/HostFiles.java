package dev.flowtruth.platform.linux.owner;

import com.sun.jna.Native;
import dev.flowtruth.platform.linux.calls.FileCalls;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads small files that may lie in somebody else's hands: a link is not followed, and a pipe or a
 * device keeps nobody waiting. One thread.
 */
final class HostFiles {
  private static final int MOST_BYTES = 8 << 20;
  private static final int LONGEST_PATH = 4096;

  private final Path root;
  private final NativeBuffer path = new NativeBuffer(LONGEST_PATH);
  private final NativeBuffer content = new NativeBuffer(32 << 10);

  /**
   * Reads below a root.
   *
   * @param root {@code /}, or a tree of that form
   */
  HostFiles(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** What a file holds; null when it is not there, may not be read, or is too large. */
  @Nullable String read(Path file) {
    byte[] name = Native.toByteArray(file.toString());
    if (name.length > LONGEST_PATH) {
      return null;
    }
    path.bytes().put(0, name);
    int descriptor = FileCalls.openat(FileCalls.AT_FDCWD, path.address(), FileCalls.READ_UNTRUSTED);
    if (descriptor < 0) {
      return null;
    }
    try {
      return readAll(descriptor);
    } finally {
      FileCalls.close(descriptor);
    }
  }

  private @Nullable String readAll(int descriptor) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[content.size()];
    int length = read(descriptor);
    while (length > 0 && all.size() <= MOST_BYTES) {
      content.bytes().get(0, part, 0, length);
      all.write(part, 0, length);
      length = read(descriptor);
    }
    return length == 0 ? LenientText.of(all.toByteArray()) : null;
  }

  private int read(int descriptor) {
    return (int) FileCalls.read(descriptor, content.address(), content.size());
  }
}
