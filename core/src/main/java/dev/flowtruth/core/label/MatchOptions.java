package dev.flowtruth.core.label;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How flows are matched.
 *
 * @param netns inode number of the namespace in which the flows were captured, 0 for any
 * @param interfaceName interface on which they were captured: decides between link-local twins;
 *     null for any
 * @param recent how long after its close a socket still gets a flow of its tuple
 * @param acceptListener label by the only holder of the listening socket where the connection's own
 *     socket was missed
 */
public record MatchOptions(
    long netns, @Nullable String interfaceName, Duration recent, boolean acceptListener) {
  /** Any namespace, any interface, 60 s, no listeners. */
  public static MatchOptions defaults() {
    return new MatchOptions(0, null, Duration.ofSeconds(60), false);
  }
}
