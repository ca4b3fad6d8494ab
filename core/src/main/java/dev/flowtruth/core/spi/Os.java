package dev.flowtruth.core.spi;

import java.util.Locale;

/** An operating system that a provider may be written for. */
public enum Os {
  LINUX,
  WINDOWS,
  MACOS,
  OTHER;

  /** The OS that the JVM's {@code os.name} names. */
  public static Os ofName(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return LINUX;
    }
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") || name.startsWith("darwin") ? MACOS : OTHER;
  }

  /** The name in every output: {@code linux}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
