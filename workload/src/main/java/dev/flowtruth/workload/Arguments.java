package dev.flowtruth.workload;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code --name value} pairs. */
final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  Arguments(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i += 2) {
      values.put(words.get(i), words.get(i + 1));
    }
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the workload needs " + name);
    }
    return value;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  Plan plan() {
    return new Plan(
        Stream.of(text("--kinds").split(",", -1)).map(Kind::ofLabel).toList(),
        Stream.of(text("--lives-ns").split(",", -1)).map(Arguments::nanos).toList(),
        Integer.parseInt(text("--count")),
        Integer.parseInt(text("--concurrency", "1")),
        nanos(text("--pause-ns", "0")),
        Long.parseLong(text("--seed", "1")));
  }

  static List<String> of(Plan plan) {
    return List.of(
        "--kinds", String.join(",", plan.kinds().stream().map(Kind::label).toList()),
        "--lives-ns", String.join(",", plan.lives().stream().map(l -> "" + l.toNanos()).toList()),
        "--count", "" + plan.count(),
        "--concurrency", "" + plan.concurrency(),
        "--pause-ns", "" + plan.pause().toNanos(),
        "--seed", "" + plan.seed());
  }

  private static Duration nanos(String text) {
    return Duration.ofNanos(Long.parseLong(text));
  }
}
