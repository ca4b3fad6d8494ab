package dev.flowtruth.platform.linux.owner;

import org.jspecify.annotations.Nullable;

/** The file {@code .flatpak-info} that Flatpak puts into an application's root: a key file. */
final class FlatpakInfo {
  private FlatpakInfo() {}

  /** {@code flatpak:ID}; null when the file names no application. */
  static @Nullable String app(String text) {
    boolean isApplication = false;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("[")) {
        isApplication = line.strip().equals("[Application]");
      } else if (isApplication && line.startsWith("name=") && line.length() > 5) {
        return "flatpak:" + line.substring(5).strip();
      }
    }
    return null;
  }
}
