package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recorded address translations, found by the tuple that a capture on either side shows. */
final class TranslationHistory {
  /** A tuple as one end of a flow sees it: its own endpoint first. */
  record Ends(int protocolNumber, Endpoint local, Endpoint peer) {}

  private static final class Tenure {
    final Ends inside;
    final Translation translation;
    final long from;
    long until = Long.MAX_VALUE;

    Tenure(Ends inside, Translation translation, long from) {
      this.inside = inside;
      this.translation = translation;
      this.from = from;
    }
  }

  private final Map<Ends, List<Tenure>> byOutside = new HashMap<>();

  void add(Translation translation, TimeBounds time) {
    int protocol = translation.protocol().number();
    Ends opener = ends(protocol, translation.originalSource(), translation.originalDestination());
    Ends answerer = ends(protocol, translation.replySource(), translation.replyDestination());
    Ends openerOutside = ends(protocol, translation.replyDestination(), translation.replySource());
    Ends answererOutside =
        ends(protocol, translation.originalDestination(), translation.originalSource());
    put(openerOutside, opener, translation, time);
    put(answererOutside, answerer, translation, time);
  }

  void remove(Translation translation, TimeBounds time) {
    for (List<Tenure> tenures : byOutside.values()) {
      for (Tenure tenure : tenures) {
        if (tenure.translation.equals(translation) && tenure.until == Long.MAX_VALUE) {
          tenure.until = time.at();
        }
      }
    }
  }

  /** What the ends were inside, for each translation of them that held in [from, until). */
  List<Ends> undo(Ends outside, long from, long until) {
    List<Ends> inside = new ArrayList<>(1);
    for (Tenure tenure : byOutside.getOrDefault(outside, List.of())) {
      if (tenure.from < until && tenure.until > from && !inside.contains(tenure.inside)) {
        inside.add(tenure.inside);
      }
    }
    return inside;
  }

  boolean isEmpty() {
    return byOutside.isEmpty();
  }

  private void put(Ends outside, Ends inside, Translation translation, TimeBounds time) {
    if (!outside.equals(inside)) {
      byOutside
          .computeIfAbsent(outside, key -> new ArrayList<>(1))
          .add(new Tenure(inside, translation, time.after()));
    }
  }

  private static Ends ends(int protocol, Endpoint local, Endpoint peer) {
    return new Ends(protocol, local, peer);
  }
}
