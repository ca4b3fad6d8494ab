package dev.flowtruth.platform.linux.owner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is needed of {@code /proc/PID/status} ({@code proc_pid_status(5)}). */
final class ProcessStatus {
  /** Real, effective, saved and file system's user id. The name above is escaped: no line feed. */
  private static final Pattern USER_IDS = Pattern.compile("(?m)^Uid:\t\\d{1,10}\t(\\d{1,10})\t");

  private ProcessStatus() {}

  /** The effective user id, with whose rights it acts; -1 when it does not stand there. */
  static int effectiveUser(byte[] text) {
    Matcher found = USER_IDS.matcher(LenientText.of(text));
    return found.find() ? (int) Long.parseLong(found.group(1)) : -1;
  }
}
