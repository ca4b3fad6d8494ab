package dev.flowtruth.platform.linux.owner;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs, as far as two cheap reads tell: it differs after an exec, as the kernel lays
 * out each image's stack at random, and after a new process took over the pid.
 *
 * @param stat as read
 * @param executable path, null when it has none or may not be read
 */
record Image(ProcessStat stat, @Nullable String executable) {
  /** The same process, whatever it runs. */
  boolean isSameProcess(Image other) {
    return stat.startTicks() == other.stat.startTicks();
  }

  /** The same process running the same; a process that is about to end has shed its image. */
  boolean isSame(Image now) {
    return isSameProcess(now) && (now.isShed() || hasLayoutOf(now));
  }

  private boolean hasLayoutOf(Image now) {
    return stat.comm().equals(now.stat.comm())
        && stat.startStack() == now.stat.startStack()
        && stat.argumentStart() == now.stat.argumentStart()
        && Objects.equals(executable, now.executable);
  }

  private boolean isShed() {
    return executable == null && stat.startStack() == 0;
  }
}
