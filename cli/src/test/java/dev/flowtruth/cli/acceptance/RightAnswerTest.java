package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.Stamp;
import dev.flowtruth.workload.Truth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The strict judge is judged first. */
class RightAnswerTest {
  private static final Truth.Address END = new Truth.Address("127.0.0.1", 1);
  private static final Stamp NEVER_MIND = new Stamp(0, 0);

  private static Truth hold(String socket, long pid, String name, boolean used) {
    Truth.Holder process = new Truth.Holder(pid, name);
    return new Truth(
        "", "tcp", "holder", used, 6, END, END, 1, socket, process, -1, NEVER_MIND, NEVER_MIND);
  }

  private static String word(RightAnswer answer, String pid, String name, String reason) {
    return answer
        .judge(
            Map.of(
                    "pid", pid,
                    "process", name,
                    "executable", "/usr/bin/" + name,
                    "reason", reason,
                    "owners", "1:a:creator;2:b:holder")
                ::get)
        .word();
  }

  @Test
  void processThatUsedTheSocketIsRightAndItsOtherHolderWrong() {
    RightAnswer answer =
        RightAnswer.of(List.of(hold("s", 1, "a", false), hold("s", 2, "b", true)), "never_seen");

    assertThat(word(answer, "2", "b", "")).isEqualTo(Verdict.RIGHT);
    assertThat(word(answer, "2", "a", "")).isEqualTo(Verdict.WRONG);
    assertThat(word(answer, "1", "a", "")).isEqualTo(Verdict.WRONG);
    assertThat(word(answer, "", "", "shared")).isEqualTo("shared");
    assertThat(word(answer, "", "", "")).isEqualTo(Verdict.WRONG);
  }

  @Test
  void twoUsersAreSharedAndNeitherIsRightAlone() {
    List<Truth> both = List.of(hold("s", 1, "a", true), hold("s", 2, "b", true));
    RightAnswer answer = RightAnswer.of(both, "never_seen");

    assertThat(word(answer, "", "", "shared")).isEqualTo(Verdict.RIGHT);
    assertThat(word(answer, "1", "a", "")).isEqualTo(Verdict.WRONG);
    assertThat(word(answer, "", "", "seen_without_owner")).isEqualTo("seen_without_owner");
  }

  @Test
  void everyUserMustBeNamed() {
    List<Truth> both = List.of(hold("s", 1, "a", true), hold("s", 3, "c", true));

    assertThat(word(RightAnswer.of(both, "never_seen"), "", "", "shared"))
        .isEqualTo("shared without all");
  }

  @Test
  void twoSocketsOfTwoProcessesAreAmbiguousAndOfOneProcessAreOneAnswer() {
    Truth one = hold("s", 1, "a", true);

    assertThat(RightAnswer.of(List.of(one, hold("t", 2, "b", true)), "").word())
        .isEqualTo(RightAnswer.AMBIGUOUS);
    assertThat(word(RightAnswer.of(List.of(one, hold("t", 1, "a", true)), ""), "1", "a", ""))
        .isEqualTo(Verdict.RIGHT);
  }

  @Test
  void whereNobodyWasTheReasonIsTheAnswer() {
    RightAnswer answer = RightAnswer.of(List.of(), "never_seen");

    assertThat(word(answer, "", "", "never_seen")).isEqualTo(Verdict.RIGHT);
    assertThat(word(answer, "1", "a", "")).isEqualTo(Verdict.WRONG);
  }

  @Test
  void imageThatUsedTheSocketFirstIsTheNameAndTheNextOneIsNot() {
    RightAnswer answer =
        RightAnswer.of(List.of(hold("s", 1, "a", true), hold("s", 1, "b", true)), "");

    assertThat(word(answer, "1", "a", "")).isEqualTo(Verdict.RIGHT);
    assertThat(word(answer, "1", "b", "")).isEqualTo(Verdict.WRONG);
  }
}
