package dev.flowtruth.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TruthTest {
  private static final Truth.Address LOCAL = new Truth.Address("10.0.0.1", 40_000);
  private static final Truth ODD =
      new Truth(
          "odd-names",
          "tcp4",
          "creator",
          true,
          6,
          LOCAL,
          new Truth.Address("fe80::1%eth0", 443),
          4_026_531_840L,
          "c:1",
          new Truth.Holder(7, "a \"b\"\\,{}:\n\u0001 \u00fc\ud83d\ude00"),
          1_000_000,
          new Stamp(1_795_547_823_118_525_026L, -5),
          new Stamp(1_795_547_823_119_525_026L, 999_995));

  @Test
  void lineReadsBackAsItWasWritten() {
    assertThat(Truth.ofJson(ODD.toJson())).isEqualTo(ODD);
    assertThat(ODD.toJson()).doesNotContain("\n");
  }

  @Test
  void socketWithoutPeerReadsBackWithoutOne() {
    String json = ODD.toJson().replaceAll("\"peer_ip.*?\"peer_port\":443,", "");

    assertThat(Truth.ofJson(json).peer()).isNull();
  }

  @Test
  void tornLineIsRefused() {
    String json = ODD.toJson();

    assertThatThrownBy(() -> Truth.ofJson(json.substring(0, json.length() / 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void lifeIsMeasuredByTheMonotonicClock() {
    assertThat(ODD.trueLifeNanos()).isEqualTo(1_000_000);
  }
}
