package dev.flowtruth.core.model;

/**
 * The identity of a process within one boot: its pid and its start, so that a reused pid is another
 * process.
 *
 * @param pid process id as the host sees it
 * @param startId start time in the OS's own unit (Linux: clock ticks since boot, field 22 of {@code
 *     /proc/PID/stat}; Windows: 100 ns since 1601; macOS: µs since 1970); 0 when unknown
 */
public record ProcessId(long pid, long startId) {}
