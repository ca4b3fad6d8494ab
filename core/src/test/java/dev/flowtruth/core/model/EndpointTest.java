package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void portOutOfRangeIsRefused(int port) {
    assertThatThrownBy(() -> new Endpoint(IpAddress.ANY_V4, port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(port));
  }

  @Test
  void textBracketsIpv6() {
    assertThat(Endpoint.of("10.0.0.1", 443)).hasToString("10.0.0.1:443");
    assertThat(Endpoint.of("fe80::1%2", 443)).hasToString("[fe80::1%2]:443");
    assertThat(Endpoint.of("::ffff:10.0.0.1", 0)).hasToString("10.0.0.1:0");
  }

  @Test
  void noneIsTheWildcardOfEitherFamilyWithoutPort() {
    assertThat(Endpoint.NONE.isNone()).isTrue();
    assertThat(Endpoint.NONE_V6.isNone()).isTrue();
    assertThat(Endpoint.of("0.0.0.0", 53).isNone()).isFalse();
    assertThat(Endpoint.of("10.0.0.1", 0).isNone()).isFalse();
  }

  @Test
  void orderIsByAddressThenPort() {
    assertThat(Endpoint.of("10.0.0.1", 65535)).isLessThan(Endpoint.of("10.0.0.2", 1));
    assertThat(Endpoint.of("10.0.0.1", 1)).isLessThan(Endpoint.of("10.0.0.1", 2));
  }
}
