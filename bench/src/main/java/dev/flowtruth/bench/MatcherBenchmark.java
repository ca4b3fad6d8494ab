package dev.flowtruth.bench;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.label.OwnershipInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many flows one thread labels in a second, files left out.
 *
 * <pre>mvn -q -Dquick -DskipTests package &amp;&amp;
 * java -cp "bench/target/classes:bench/target/lib/*" org.openjdk.jmh.Main MatcherBenchmark</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatcherBenchmark {
  @Param({"200000", "1000000"})
  int intervals;

  private FlowMatcher matcher;
  private List<FlowRecord> flows;
  private int next;

  /** Makes the history, and a flow for each of its intervals in random order. */
  @Setup
  public void setUp() {
    OwnershipHistory history = Intervals.history(intervals);
    matcher = new FlowMatcher(List.of(history), MatchOptions.defaults());
    flows = new ArrayList<>();
    history.forEach(interval -> flows.add(flowOf(interval)));
    Collections.shuffle(flows, new Random(2));
  }

  private static FlowRecord flowOf(OwnershipInterval interval) {
    return new FlowRecord(
        interval.opened().at(),
        Objects.requireNonNull(interval.closed()).at(),
        1_000_000,
        6,
        interval.local(),
        interval.peer(),
        -1);
  }

  /** Both ends of one flow. */
  @Benchmark
  public FlowLabel bothEnds() {
    next = next + 1 == flows.size() ? 0 : next + 1;
    return matcher.label(flows.get(next));
  }
}
