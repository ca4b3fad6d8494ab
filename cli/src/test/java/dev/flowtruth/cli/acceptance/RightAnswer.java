package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one right answer for an end, by docs/labels.md, for a source that knows who used a socket:
 * the one process that sent or received, else the only holder, else {@code shared} or {@code
 * ambiguous}, and the reason where there was no socket at all.
 *
 * @param word {@code process}, or the reason
 * @param pids of that process, or of all who must be named
 * @param names that it may have: the image at the flow's beginning
 */
record RightAnswer(String word, Set<String> pids, Set<String> names) {
  static final String PROCESS = "process";
  static final String SHARED = "shared";
  static final String AMBIGUOUS = "ambiguous";

  /**
   * The answer by the truth.
   *
   * @param holds of this end
   * @param nobody the reason when nobody held a socket there
   */
  static RightAnswer of(List<Truth> holds, String nobody) {
    if (holds.isEmpty()) {
      return new RightAnswer(nobody, Set.of(), Set.of());
    }
    List<Truth> used = holds.stream().filter(Truth::used).toList();
    Set<String> speakers = pids(used.isEmpty() ? holds : used);
    if (speakers.size() == 1) {
      return new RightAnswer(PROCESS, speakers, names(holds, speakers.iterator().next()));
    }
    boolean one = holds.stream().map(Truth::socket).distinct().count() == 1;
    return new RightAnswer(one ? SHARED : AMBIGUOUS, speakers, Set.of());
  }

  private static Set<String> pids(List<Truth> holds) {
    return holds.stream().map(t -> "" + t.process().pid()).collect(Collectors.toSet());
  }

  /** The images that the process ran until one of them first used the socket. */
  private static Set<String> names(List<Truth> holds, String pid) {
    Set<String> names = new LinkedHashSet<>();
    for (Truth hold : holds) {
      if (pid.equals("" + hold.process().pid())) {
        names.add(hold.process().name());
        if (hold.used()) {
          break;
        }
      }
    }
    return names;
  }

  /** Right is this answer and no other; wrong is any other process. */
  Verdict judge(Function<String, String> cells) {
    String pid = cells.apply("pid");
    String reason = cells.apply("reason");
    if (pid.isEmpty() == reason.isEmpty()) {
      return new Verdict(Verdict.WRONG, "pid '" + pid + "' and reason '" + reason + "'");
    }
    if (pid.isEmpty()) {
      return new Verdict(reason.equals(word) ? named(cells.apply("owners")) : reason, "");
    }
    if (word.equals(PROCESS) && pids.contains(pid)) {
      return image(cells);
    }
    return new Verdict(Verdict.WRONG, pid + ":" + cells.apply("process") + ", not " + this);
  }

  private Verdict image(Function<String, String> cells) {
    String name = cells.apply("process");
    String path = cells.apply("executable");
    if (!names.contains(name)) {
      return new Verdict(Verdict.WRONG, "the name " + name + ", not " + this);
    }
    return new Verdict(path.endsWith("/" + name) ? Verdict.RIGHT : "right without path", "");
  }

  /** All who spoke are named where several did. */
  private String named(String owners) {
    Set<String> said =
        java.util.Arrays.stream(owners.split(";", -1))
            .map(owner -> owner.replaceFirst(":.*", ""))
            .collect(Collectors.toSet());
    return said.containsAll(pids) ? Verdict.RIGHT : word + " without all";
  }
}
