package dev.flowtruth.workload;

import org.jspecify.annotations.Nullable;

/**
 * A socket that a process of a storm held. Times are monotonic ns, from just before to just after
 * the calls, so the truth lies in between.
 *
 * @param process who held it
 * @param local its own end; the wildcard address when it was not bound to one
 * @param peer the other end; of an unconnected socket the one that it sent to, null for a server's
 * @param cookie the kernel's number of it, unique since the boot
 * @param peerCookie the number of the socket at the other end, 0 where it never answered
 * @param openingNanos before the first of the calls that made it and gave it its ends
 * @param openedNanos after the last of them
 * @param closingNanos before it was closed
 * @param closedNanos after it was closed
 */
public record StormSocket(
    Member process,
    Truth.Address local,
    Truth.@Nullable Address peer,
    long cookie,
    long peerCookie,
    long openingNanos,
    long openedNanos,
    long closingNanos,
    long closedNanos) {

  /**
   * A process of the storm.
   *
   * @param holder its id and the file name of its executable
   * @param startTicks when it started, in clock ticks since the boot
   * @param netns inode number of its network namespace
   * @param wallLessMonotonic what to add to its times to get the wall clock's
   * @param protocol {@code tcp} or {@code udp}
   * @param role {@code creator}, {@code acceptor}, or {@code server} for the UDP server's own
   */
  public record Member(
      Truth.Holder holder,
      long startTicks,
      long netns,
      long wallLessMonotonic,
      String protocol,
      String role) {
    /** IP protocol number. */
    public int protocolNumber() {
      return protocol.equals("tcp") ? 6 : 17;
    }

    private Stamp stamp(long monotonic) {
      return new Stamp(monotonic + wallLessMonotonic, monotonic);
    }
  }

  /** The same as a line of the common truth, under the name of a case. */
  public Truth toTruth(String scenario) {
    return new Truth(
        scenario,
        process.protocol(),
        process.role(),
        true,
        process.protocolNumber(),
        local,
        peer,
        process.netns(),
        "cookie:" + cookie,
        process.holder(),
        -1,
        process.stamp(openingNanos),
        process.stamp(closedNanos));
  }
}
