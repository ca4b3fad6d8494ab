package dev.flowtruth.platform.macos.calls;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Optional;

/**
 * macOS' library of everything. On another OS a stand-in of that name ({@code libSystem.so} on
 * Linux) on {@code jna.library.path} is found the same way.
 */
final class Libraries {
  private static final String SYSTEM = "System";

  private Libraries() {}

  /**
   * The library.
   *
   * @throws UnsatisfiedLinkError when there is none
   */
  static NativeLibrary system() {
    return NativeLibrary.getInstance(SYSTEM);
  }

  /** A function that we can do without; empty where it or the library is missing. */
  static Optional<Function> function(String name) {
    try {
      return Optional.of(system().getFunction(name));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }
}
