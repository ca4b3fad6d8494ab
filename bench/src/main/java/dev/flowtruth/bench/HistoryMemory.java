package dev.flowtruth.bench;

import dev.flowtruth.core.label.OwnershipHistory;
import org.openjdk.jol.info.GraphLayout;

/**
 * Prints how many bytes an ownership interval takes, everything that the history holds included.
 *
 * <pre>mvn -q -Dquick -DskipTests package &amp;&amp;
 * java -Djol.magicFieldOffset=true -cp "bench/target/classes:bench/target/lib/*" dev.flowtruth.bench.HistoryMemory 1000000
 * </pre>
 */
public final class HistoryMemory {
  private HistoryMemory() {}

  /** Takes the number of intervals, a million by default. */
  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    System.out.printf("%d intervals, %.1f bytes each%n", count, bytesEach(count));
  }

  static double bytesEach(int count) {
    OwnershipHistory history = Intervals.history(count);
    return (double) GraphLayout.parseInstance(history).totalSize() / history.size();
  }
}
