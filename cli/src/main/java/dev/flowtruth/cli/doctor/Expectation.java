package dev.flowtruth.cli.doctor;

import dev.flowtruth.core.spi.Capability;
import java.util.List;

/** What completeness to expect of a provider, in words and in figures. */
final class Expectation {
  static final List<Long> PERIODS_MILLIS = List.of(1L, 10L, 100L, 1000L);
  static final List<Long> LIVES_MILLIS = List.of(1L, 10L, 100L, 1000L);
  static final long MILLI = 1_000_000L;

  private Expectation() {}

  /** In a few sentences. */
  static String words(Examination examination) {
    if (examination.report().sees(Capability.EVENTS)) {
      return "Every socket is seen, however short its life, as long as 0 events are lost.";
    }
    if (examination.report().sees(Capability.FIRST_PACKETS)) {
      return "A socket gets its owner when its first packet leaves, most of those that live for a"
          + " millisecond included; one that sends none, or too briefly, when a look falls into its"
          + " life. Without either it is still known by its end, as seen_without_owner.";
    }
    return examination.report().sees(Capability.DESTROY_EVENTS)
        ? "A socket gets its owner when a look falls into its life. One that came and went between"
            + " two looks is still known by its end, as seen_without_owner."
        : "A socket is seen when a look falls into its life; one that came and went between two"
            + " looks is missed, and nobody knows.";
  }
}
