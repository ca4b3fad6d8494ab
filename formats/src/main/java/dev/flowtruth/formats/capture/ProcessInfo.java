package dev.flowtruth.formats.capture;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A way in which a pcapng file tells which process a packet belongs to. Several may be joined. */
public enum ProcessInfo {
  /** Wireshark's Process Information Block, to which packets refer by pid. A proposal. */
  PIB,
  /** Apple's process block, to which packets refer by its index: shown by Wireshark 4.6. */
  DARWIN,
  /** A comment with both ends' owners and reasons: shown and filtered by every Wireshark. */
  COMMENT,
  /** The standard option with pid and thread. */
  PID;

  /** What today's Wireshark shows by fields of its own, and what any shows. */
  public static Set<ProcessInfo> usual() {
    return EnumSet.of(DARWIN, COMMENT);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
