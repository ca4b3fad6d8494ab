package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket while it had one tuple, and who held it. Times are wall-clock ns since the epoch.
 *
 * @param protocol protocol
 * @param local local endpoint
 * @param peer remote endpoint, none when it had no peer of its own
 * @param netns inode number of its network namespace, 0 when unknown
 * @param listening true for a listening socket
 * @param opened when it began
 * @param closed when it ended; null while it goes on
 * @param holders who held it, the first one first
 * @param absence why nobody is known to have held it; null when somebody is
 * @param socket all that was told of the socket while it had the tuple, as it was last seen, who
 *     held it aside; null unless the history {@link OwnershipHistory#keepingSockets keeps} it
 */
public record OwnershipInterval(
    Protocol protocol,
    Endpoint local,
    Endpoint peer,
    long netns,
    boolean listening,
    TimeBounds opened,
    @Nullable TimeBounds closed,
    List<Holding> holders,
    @Nullable Reason absence,
    @Nullable OpenSocket socket) {

  public OwnershipInterval {
    holders = List.copyOf(holders);
  }

  /**
   * A process image that held the socket.
   *
   * @param process who
   * @param role as what
   * @param used true when it is known to have sent or received
   * @param from since when
   * @param until till when; null when to the end of the interval
   */
  public record Holding(
      ProcessRef process, Role role, boolean used, TimeBounds from, @Nullable TimeBounds until) {}
}
