package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  @ParameterizedTest
  @CsvSource({
    "tcp, 6",
    "TCP, 6",
    "udp, 17",
    "udplite, 136",
    "sctp, 132",
    "icmp, 1",
    "icmp6, 58",
    "icmpv6, 58",
    "ipv6-icmp, 58"
  })
  void namesThatPeopleWrite(String name, int number) {
    assertThat(Protocol.numberOf(name)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "raw", "t\u0441p", "tcp ", "ip"})
  void otherWordsAreNoProtocol(String name) {
    assertThat(Protocol.numberOf(name)).isEmpty();
  }

  @Test
  void everyNumberHasALabelThatReadsBackWhereItIsAName() {
    for (int number = 0; number <= 255; number++) {
      Protocol protocol = Protocol.of(number);
      assertThat(protocol).isEqualTo(new Protocol(number, false));
      String label = protocol.label();
      if (label.startsWith("ip-")) {
        assertThat(label).isEqualTo("ip-" + number);
      } else {
        assertThat(Protocol.numberOf(label)).hasValue(number);
      }
    }
  }

  @Test
  void rawSocketOfTcpIsNotTcp() {
    Protocol raw = Protocol.raw(6);
    assertThat(raw).isNotEqualTo(Protocol.TCP).hasToString("raw/6");
    assertThat(raw.label()).isEqualTo("raw");
    assertThat(raw.hasPorts()).isFalse();
    assertThat(raw.isConnectionOriented()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void numberOutOfRangeIsRefused(int number) {
    assertThatThrownBy(() -> Protocol.of(number)).isInstanceOf(IllegalArgumentException.class);
  }
}
