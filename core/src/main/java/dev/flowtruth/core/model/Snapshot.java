package dev.flowtruth.core.model;

import java.util.List;

/**
 * One look at all sockets.
 *
 * @param startedNanos monotonic ns just before the first table was read
 * @param finishedNanos monotonic ns just after the last one
 * @param sockets every socket that was there, each once
 * @param addresses every address of the host, in every namespace that was read
 * @param gaps what this look could not see; empty when it is complete
 * @param processesVanished processes that ended while they were looked up
 */
public record Snapshot(
    long startedNanos,
    long finishedNanos,
    List<OpenSocket> sockets,
    List<LocalAddress> addresses,
    List<Gap> gaps,
    long processesVanished) {
  public Snapshot {
    sockets = List.copyOf(sockets);
    addresses = List.copyOf(addresses);
    gaps = List.copyOf(gaps);
  }

  /** True when nothing was hidden from this look. */
  public boolean isComplete() {
    return gaps.isEmpty();
  }
}
