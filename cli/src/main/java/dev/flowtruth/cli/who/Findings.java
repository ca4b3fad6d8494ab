package dev.flowtruth.cli.who;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found of a question: the answers, and what only talked to it. Not thread-safe. */
final class Findings {
  private final Question question;
  private final List<Sighting> answers = new ArrayList<>();
  private int peers;

  Findings(Question question) {
    this.question = question;
  }

  /** Takes over a socket of a host with these addresses if it answers. */
  void ask(@Nullable Sighting sighting, OwnAddresses addresses) {
    if (sighting == null) {
      return;
    }
    if (question.isAnsweredBy(sighting, addresses)) {
      answers.add(sighting);
    } else if (question.atPeer().test(sighting.socket())) {
      peers++;
    }
  }

  /** The answers, the one that began first in front. */
  List<Sighting> answers() {
    answers.sort(Comparator.comparingLong(Findings::beginning));
    return answers;
  }

  private static long beginning(Sighting sighting) {
    return sighting.opened() == null ? Long.MIN_VALUE : sighting.opened().at();
  }

  /** A sentence for when there is no answer. */
  String nobody() {
    String sockets = peers == 1 ? "1 socket has" : peers + " sockets have";
    return "nobody: no socket of "
        + question.words()
        + " was seen"
        + (peers == 0 ? "" : "; " + sockets + " it at the other end");
  }
}
