package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Truth;
import java.util.List;

/**
 * A flow as it really was.
 *
 * @param id number in the flow files
 * @param scenario what it is an example of; the kind where there is none
 * @param lifeNanos how long the source's socket lived
 * @param protocol IP protocol number
 * @param source who opened it
 * @param destination the other end
 * @param netns namespace of the source's socket
 * @param firstNanos wall-clock ns
 * @param lastNanos wall-clock ns
 * @param sourceHolds everyone who held the source's socket
 * @param destinationHolds everyone who held the destination's socket, or one of several that fit
 */
record TrueFlow(
    int id,
    String scenario,
    long lifeNanos,
    int protocol,
    Truth.Address source,
    Truth.Address destination,
    long netns,
    long firstNanos,
    long lastNanos,
    List<Truth> sourceHolds,
    List<Truth> destinationHolds) {

  /** Numbers it anew, for a file that shows only some of the flows. */
  TrueFlow withId(int newId) {
    return new TrueFlow(
        newId,
        scenario,
        lifeNanos,
        protocol,
        source,
        destination,
        netns,
        firstNanos,
        lastNanos,
        sourceHolds,
        destinationHolds);
  }
}
