package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Who is behind a process that passes on what it gets on a port (docker-proxy). */
final class PublishedPort {
  private PublishedPort() {}

  /**
   * The container that listens where the process passes things on to, by name, else by id; where no
   * one container is known, that endpoint in text; null for a process that passes nothing on.
   */
  static @Nullable String behind(ProcessRef process, End end, OwnershipHistory history) {
    ProcessRef.Published published = process.publishedFor();
    if (published == null) {
      return null;
    }
    Map<String, String> names = new HashMap<>();
    if (published.protocol().equals(end.protocol())) {
      End inside = end.translated(published.endpoint(), Endpoint.NONE);
      IntConsumer note = row -> addContainers(row, inside, history, names);
      Lookup.unconnected(history, inside, inside.local().address(), note);
      Lookup.wildcard(history, inside, note);
    }
    return names.size() == 1 ? names.values().iterator().next() : published.endpoint().toString();
  }

  private static void addContainers(
      int row, End inside, OwnershipHistory history, Map<String, String> names) {
    Candidate candidate = new Candidate(history, row, false);
    boolean overlaps =
        candidate.openedAfter() < inside.until() && candidate.closedAt() > inside.from();
    if (!overlaps || !LocalEndpointMatch.isOwnAddress(inside, history, row)) {
      return;
    }
    HolderRows holders = history.holders;
    for (int h = history.sockets.firstHolder(row); h != HolderRows.NONE; h = holders.next(h)) {
      if (new Holding(candidate, h).overlaps(inside)) {
        addContainer(holders.process(h), names);
      }
    }
  }

  private static void addContainer(ProcessRef process, Map<String, String> names) {
    String id = process.container();
    if (id != null) {
      String name = process.containerName();
      names.merge(id, name == null ? id : name, (one, other) -> one.equals(id) ? other : one);
    }
  }
}
