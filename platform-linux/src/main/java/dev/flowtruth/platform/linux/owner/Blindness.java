package dev.flowtruth.platform.linux.owner;

import java.util.List;

/**
 * Which processes cannot be seen, or not be read.
 *
 * @param isInnerNamespace true in a pid namespace within the machine's: who is outside of it is not
 *     listed
 * @param isFirstHidden true when the tree does not list its first process, as when it is mounted
 *     with hidepid
 * @param denied processes whose descriptors may not be read, as {@code 1 (systemd)}
 */
public record Blindness(boolean isInnerNamespace, boolean isFirstHidden, List<String> denied) {
  public Blindness {
    denied = List.copyOf(denied);
  }
}
