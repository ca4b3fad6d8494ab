package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Optional;

/**
 * Windows' libraries by name. On another OS a stand-in of that name on {@code jna.library.path} is
 * found the same way.
 */
final class Libraries {
  /** Only 32-bit Windows has a calling convention of its own for its libraries. */
  private static final Map<String, ?> OPTIONS =
      Platform.isWindows() && Native.POINTER_SIZE == 4
          ? Map.of(Library.OPTION_CALLING_CONVENTION, Function.ALT_CONVENTION)
          : Map.of();

  private Libraries() {}

  /**
   * The library.
   *
   * @throws UnsatisfiedLinkError when there is none of that name
   */
  static NativeLibrary load(String name) {
    return NativeLibrary.getInstance(name, OPTIONS);
  }

  /** A function that some versions lack; empty then, and where the library is missing. */
  static Optional<Function> function(String library, String name) {
    try {
      return Optional.of(load(library).getFunction(name));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }
}
