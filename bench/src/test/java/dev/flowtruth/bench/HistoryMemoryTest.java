package dev.flowtruth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryMemoryTest {
  @Test
  void anIntervalTakesAtMost120Bytes() {
    assertThat(HistoryMemory.bytesEach(200_000)).isLessThanOrEqualTo(120);
  }
}
