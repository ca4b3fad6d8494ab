package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Who is behind a process that passes on what it gets on a port (docker-proxy). */
final class PublishedPort {
  private PublishedPort() {}

  /**
   * The container that listens where the process passes things on to; where none is known, that
   * endpoint in text; null for a process that passes nothing on.
   */
  static @Nullable String behind(ProcessRef process, End end, OwnershipHistory history) {
    ProcessRef.Published published = process.publishedFor();
    if (published == null) {
      return null;
    }
    Set<String> containers = new HashSet<>();
    if (published.protocol().equals(end.protocol())) {
      End inside = end.translated(published.endpoint(), Endpoint.NONE);
      IntConsumer note = row -> addContainers(row, inside, history, containers);
      Lookup.unconnected(history, inside, inside.local().address(), note);
      Lookup.wildcard(history, inside, note);
    }
    return containers.size() == 1 ? containers.iterator().next() : published.endpoint().toString();
  }

  private static void addContainers(
      int row, End inside, OwnershipHistory history, Set<String> containers) {
    Candidate candidate = new Candidate(history, row, false);
    boolean overlaps =
        candidate.openedAfter() < inside.until() && candidate.closedAt() > inside.from();
    if (!overlaps || !LocalEndpointMatch.isOwnAddress(inside, history, row)) {
      return;
    }
    HolderRows holders = history.holders;
    for (int h = history.sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      String container = holders.process(h).container();
      if (container != null && new Holding(candidate, h).overlaps(inside)) {
        containers.add(container);
      }
    }
  }
}
