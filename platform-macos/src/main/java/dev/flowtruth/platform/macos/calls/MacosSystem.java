package dev.flowtruth.platform.macos.calls;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small questions to the system, each answered by nothing where the call is missing. */
public final class MacosSystem {
  private static final int TEXT_SIZE = 256;

  private MacosSystem() {}

  /** True when this process has root's rights now. */
  public static boolean isRoot() {
    return Libraries.function("geteuid").map(f -> f.invokeInt(new Object[0]) == 0).orElse(false);
  }

  /** The host's name, empty when nobody says. */
  public static String hostName() {
    ByteBuffer name = NativeBuffers.allocate(TEXT_SIZE);
    Optional<Function> ask = Libraries.function("gethostname");
    Object[] arguments = {name, (long) TEXT_SIZE};
    return ask.isPresent() && ask.get().invokeInt(arguments) == 0 ? text(name, TEXT_SIZE) : "";
  }

  /** A text of {@code sysctlbyname}, empty when there is none of that name. */
  public static String sysctl(String name) {
    Optional<Function> ask = Libraries.function("sysctlbyname");
    if (ask.isEmpty()) {
      return "";
    }
    ByteBuffer value = NativeBuffers.allocate(TEXT_SIZE);
    ByteBuffer size = NativeBuffers.allocate(Long.BYTES).putLong(0, TEXT_SIZE);
    Object[] arguments = {name, value, size, null, 0L};
    boolean there = ask.get().invokeInt(arguments) == 0;
    return there ? text(value, (int) Math.min(size.getLong(0), TEXT_SIZE)) : "";
  }

  /** A user's name, empty when nobody has the id. {@code pw_name} is the first of a passwd. */
  public static String userName(int uid) {
    Object[] arguments = {uid};
    Pointer entry =
        Libraries.function("getpwuid").map(f -> f.invokePointer(arguments)).orElse(null);
    Pointer name = entry == null ? null : entry.getPointer(0);
    return name == null ? "" : name.getString(0, "UTF-8");
  }

  /** What an errno means. */
  static String text(int errno) {
    Object[] arguments = {errno};
    return Libraries.function("strerror")
        .map(f -> f.invokeString(arguments, false))
        .orElse("no text for it");
  }

  private static String text(ByteBuffer buffer, int size) {
    int length = 0;
    while (length < size && buffer.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.duplicate().position(0).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
