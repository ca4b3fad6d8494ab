package dev.flowtruth.cli.who;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.plugin.FixedSockets;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionParserTest {
  private static final Map<String, Sighting> SOCKETS =
      Map.of(
          "listening", Sighting.of(FixedSockets.LISTENING),
          "connected", Sighting.of(FixedSockets.CONNECTED),
          "others", Sighting.of(FixedSockets.OTHERS),
          "raw", Sighting.of(FixedSockets.RAW));

  private final QuestionParser parser =
      new QuestionParser(List.of(new LocalAddress(IpAddress.parse("1.2.3.4"), 24, 1, "eth0", 2)));

  @ParameterizedTest
  @CsvSource({
    ":443, listening",
    ":443/tcp, listening",
    ":443/udp, ''",
    "1.2.3.4:443, listening",
    "127.0.0.1:443, listening",
    "9.9.9.9:443, ''",
    "5.6.7.8:3344, connected",
    "1.2.3.4:1122/tcp, connected",
    ":53/udp, others",
    "[fe80::1]:53, others",
    "[fe80::1%3]:53, others",
    "[fe80::1%4]:53, ''",
    "tcp 1.2.3.4:1122 5.6.7.8:3344, connected",
    "5.6.7.8:3344 1.2.3.4:1122, connected",
    "1.2.3.4:1122 -> 5.6.7.8:3344, connected",
    "1.2.3.4:1122-5.6.7.8:3344/tcp, connected",
    "udp 1.2.3.4:1122 5.6.7.8:3344, ''",
    "1.2.3.4 1122 5.6.7.8 3344 tcp, connected",
    "1:wCb3OG7yAFWelaUydu0D+125CLM=, connected",
    "1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg=, ''",
    "200, connected",
    "100, listening",
    "nginx, listening",
    "ngin?, listening",
    "odd*, connected",
    "nosuch, ''"
  })
  void questionFindsItsSockets(String text, String expected) {
    Question question = parser.parse(text);
    List<String> found =
        SOCKETS.entrySet().stream()
            .filter(entry -> question.test().test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @Test
  void wildcardSocketAnswersOnlyForTheHostsOwnAddresses() {
    Question foreign = parser.parse("8.8.8.8:443");
    assertThat(foreign.test().test(Sighting.of(FixedSockets.LISTENING))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {":70000", "1.2.3.400:5", "1.2.3.4:1 1.2.3.4:2 1.2.3.4:3"})
  void whatCannotBeMeantIsBadInput(String text) {
    assertThatThrownBy(() -> parser.parse(text))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.exitCode()).isEqualTo(2));
  }
}
