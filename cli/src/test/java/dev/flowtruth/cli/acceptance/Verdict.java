package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Truth;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one end of one row of a labelled file is worth.
 *
 * @param word {@code right}, {@code wrong}, or the reason why there is no label
 * @param detail of a wrong one: what was said and what is true
 */
record Verdict(String word, String detail) {
  static final String RIGHT = "right";
  static final String WRONG = "wrong";

  /** After an exec this early the first image need not have been seen at a period of 10 ms. */
  private static final long EXEC_TOO_EARLY_NANOS = 30_000_000L;

  /**
   * Right is one process that sent or received on the socket (or held it alone), under a name that
   * it had; no answer is right where several sockets fit.
   *
   * @param holds the truth of this end
   * @param pid as labelled, empty when it was not
   * @param name as labelled
   * @param reason as labelled
   */
  static Verdict of(List<Truth> holds, String pid, String name, String reason) {
    if (pid.isEmpty() == reason.isEmpty()) {
      return new Verdict(WRONG, "pid '" + pid + "' and reason '" + reason + "'");
    }
    if (pid.isEmpty()) {
      return new Verdict(reason, "");
    }
    boolean right = speakers(holds).contains(pid) && names(holds, pid).contains(name);
    return new Verdict(right ? RIGHT : WRONG, right ? "" : pid + ":" + name + " of " + holds);
  }

  static boolean isRightPid(List<Truth> holds, String pid) {
    return speakers(holds).contains(pid);
  }

  private static Set<String> speakers(List<Truth> holds) {
    if (holds.stream().map(Truth::socket).distinct().count() > 1) {
      return Set.of();
    }
    boolean anyUsed = holds.stream().anyMatch(Truth::used);
    return holds.stream()
        .filter(t -> t.used() || !anyUsed)
        .map(t -> "" + t.process().pid())
        .collect(Collectors.toSet());
  }

  private static Set<String> names(List<Truth> holds, String pid) {
    List<Truth> images = holds.stream().filter(t -> pid.equals("" + t.process().pid())).toList();
    boolean firstCounts =
        !images.isEmpty() && images.get(0).trueLifeNanos() >= EXEC_TOO_EARLY_NANOS;
    return images.stream()
        .limit(firstCounts ? 1 : images.size())
        .map(t -> t.process().name())
        .collect(Collectors.toSet());
  }
}
