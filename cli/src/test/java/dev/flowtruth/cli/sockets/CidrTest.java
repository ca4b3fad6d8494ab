package dev.flowtruth.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.IpAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "::/0, 1.2.3.4, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "::ffff:10.1.2.3, 10.1.2.3, true",
    "fd00::/8, fd12::1, true",
    "2001:db8::/65, 2001:db8:0:0:8000::1, false",
    "2001:db8::/65, 2001:db8:0:0:7000::1, true",
    "fe80::1, fe80::1%7, true",
    "fe80::1%7, fe80::1%7, true",
    "fe80::1%7, fe80::1%8, false"
  })
  void blockContainsItsAddresses(String block, String address, boolean contained) {
    assertThat(Cidr.parse(block).contains(IpAddress.parse(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "example.org"})
  void whatIsNoBlockIsRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
