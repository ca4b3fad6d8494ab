package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.Reason;

/** Gaps that begin now. */
final class Gaps {
  private Gaps() {}

  /** Something of a namespace that could not be read in this look. */
  static Gap unread(String what, long netns, String why) {
    return new Gap(what, why, Reason.LOST_EVENTS, netns, System.nanoTime());
  }

  static Gap unread(String what, long netns, Exception trouble) {
    return unread(what, netns, String.valueOf(trouble.getMessage()));
  }

  /** Address translations that a namespace makes and does not let us see. */
  static Gap untranslated(long netns, String why, long sinceNanos) {
    String what = "address translations of namespace " + netns;
    return new Gap(what, why, Reason.NO_PERMISSION, netns, sinceNanos);
  }

  /** A namespace that could not be entered. */
  static Gap closed(long netns, Exception trouble) {
    String why = String.valueOf(trouble.getMessage());
    String what = "sockets of namespace " + netns;
    return new Gap(what, why, Reason.OTHER_NAMESPACE, netns, System.nanoTime());
  }
}
