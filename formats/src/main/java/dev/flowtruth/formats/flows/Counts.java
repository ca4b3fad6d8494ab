package dev.flowtruth.formats.flows;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** A counter for each constant of an enum. Not thread-safe. */
final class Counts<E extends Enum<E>> {
  private final Map<E, long[]> counters;

  Counts(Class<E> type) {
    counters = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      counters.put(constant, new long[1]);
    }
  }

  long get(E constant) {
    return counter(constant)[0];
  }

  void add(E constant, long count) {
    counter(constant)[0] += count;
  }

  void merge(Counts<E> other) {
    other.counters.forEach((constant, counter) -> add(constant, counter[0]));
  }

  long sum() {
    return counters.values().stream().mapToLong(counter -> counter[0]).sum();
  }

  private long[] counter(E constant) {
    return Objects.requireNonNull(counters.get(constant));
  }
}
