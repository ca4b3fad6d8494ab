package dev.flowtruth.core.model;

/**
 * The identity of a process within one boot: its pid and its start, so that a reused pid is another
 * process.
 *
 * @param pid process id as the host sees it
 * @param startId start time in the OS's own unit (Linux: clock ticks since boot, field 22 of {@code
 *     /proc/PID/stat}; Windows: 100 ns since 1601; macOS: µs since 1970); 0 when unknown
 */
public record ProcessId(long pid, long startId) {
  /** Written out, as it is asked for each event; see {@link SocketId#equals}. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ProcessId id && pid == id.pid && startId == id.startId;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * pid + startId);
  }
}
