package dev.flowtruth.cli.watch;

import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adds up what the kernel counted against what was seen, and says it in words. */
public final class Audits implements SocketListener {
  private record Sum(long counted, long seen) {
    Sum plus(SocketEvent.Audited audit) {
      return new Sum(counted + audit.counted(), seen + audit.seen());
    }
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();

  @Override
  public void onEvent(SocketEvent event) {
    if (event instanceof SocketEvent.Audited audit) {
      Sum before = sums.getOrDefault(audit.denominator(), new Sum(0, 0));
      sums.put(audit.denominator(), before.plus(audit));
    }
  }

  /** {@code saw 4,812 of 4,830 TCP opens (99.63 %)}: a sentence for each denominator. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sums.forEach((what, sum) -> sentences.add(sentence(what, sum)));
    return sentences;
  }

  private static String sentence(String what, Sum sum) {
    String share =
        sum.counted == 0
            ? ""
            : String.format(Locale.ROOT, " (%.2f %%)", 100.0 * sum.seen / sum.counted);
    return String.format(Locale.ROOT, "saw %,d of %,d %s%s", sum.seen, sum.counted, what, share);
  }
}
