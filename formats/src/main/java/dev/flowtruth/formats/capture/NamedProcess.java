package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import org.jspecify.annotations.Nullable;

/**
 * A process as a capture names it.
 *
 * @param pid process id
 * @param name as the capture has it, empty when it does not say
 * @param path of its executable, null when the capture does not say
 * @param startNanos ns since the epoch, {@link ProcessRef#UNKNOWN} when it does not say
 * @param uid user id, -1 when it does not say
 * @param user user name, null when it does not say
 */
record NamedProcess(
    long pid, String name, @Nullable String path, long startNanos, int uid, @Nullable String user) {

  static NamedProcess of(long pid, String name) {
    return new NamedProcess(pid, name, null, ProcessRef.UNKNOWN, -1, null);
  }

  /** True for what is no process of a user: macOS names its kernel with pid 0. */
  boolean isKernel() {
    return pid == 0;
  }

  ProcessRef toProcess() {
    return ProcessRef.builder(new ProcessId(pid, 0))
        .startNanos(startNanos)
        .name(name)
        .executable(path)
        .uid(uid)
        .user(user)
        .build();
  }
}
