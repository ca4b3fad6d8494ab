package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.platform.macos.decoder.ProcessInfo;
import org.jspecify.annotations.Nullable;

/** What a process is called. */
final class Names {
  /** From this length on psutil takes a short name for one that was cut off. */
  private static final int CUT_OFF = 15;

  private Names() {}

  /** The file name of its executable; where that may not be read, the kernel's longest name. */
  static String full(@Nullable String path, ProcessInfo info) {
    return path == null ? info.longName() : path.substring(path.lastIndexOf('/') + 1);
  }

  /** By the rule of psutil's {@code Process.name()}, with the executable for the command line. */
  static String psutil(String full, String comm) {
    return comm.length() >= CUT_OFF && full.startsWith(comm) ? full : comm;
  }
}
