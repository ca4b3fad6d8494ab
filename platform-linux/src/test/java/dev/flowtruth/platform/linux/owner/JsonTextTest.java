package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void objectsArraysAndStringsComeOut() throws Exception {
    String text =
        """
         {"a" : [ "x", {"b":""} , [ ], {} ], "n": -1.5e3, "t":true, "z":null,
          "s":"\\"\\\\\\/\\n\\u00e9é "}
        """;
    assertThat(JsonText.parse(text))
        .isEqualTo(
            Map.of(
                "a", List.of("x", Map.of("b", ""), List.of(), Map.of()),
                "n", JsonText.OTHER,
                "t", JsonText.OTHER,
                "z", JsonText.OTHER,
                "s", "\"\\/\néé "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1 2]",
        "[1,]",
        "{}x",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\n\"",
        "{a:1}",
        "]",
        "nil!",
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String text) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> JsonText.parse(text))
        .withMessageContaining("JSON")
        .withMessageContaining("offset");
  }

  @Test
  void depthHasALimit() throws Exception {
    assertThat(JsonText.parse("[".repeat(60) + "]".repeat(60))).isInstanceOf(List.class);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> JsonText.parse("[".repeat(100_000)))
        .withMessageContaining("deeper");
  }

  @FuzzTest
  void hostileTextIsReadOrRefused(byte[] bytes) {
    try {
      assertThat(JsonText.parse(new String(bytes, StandardCharsets.UTF_8))).isNotNull();
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
  }
}
