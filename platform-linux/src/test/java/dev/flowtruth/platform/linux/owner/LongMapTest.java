package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongMapTest {
  @Test
  void doesWhatAHashMapDoes() {
    Random random = new Random(7);
    LongMap<String> map = new LongMap<>();
    Map<Long, String> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long key = random.nextInt(300) * (1L << random.nextInt(3));
      if (random.nextBoolean()) {
        map.put(key, "v" + i);
        expected.put(key, "v" + i);
      } else {
        map.remove(key);
        expected.remove(key);
      }
      assertThat(map.get(key)).isEqualTo(expected.get(key));
    }
    assertThat(map.size()).isEqualTo(expected.size());
    expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    map.forEach(value -> assertThat(expected.remove(keyOf(expected, value))).isEqualTo(value));
    assertThat(expected).isEmpty();
  }

  private static Long keyOf(Map<Long, String> map, String value) {
    return map.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
