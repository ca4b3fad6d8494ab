package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.DecodeException;
import org.junit.jupiter.api.Test;

/** Text as Linux 6.18 writes it, in a namespace with one interface besides lo. */
class ProcNetAddressesTest {
  private static final long NETNS = 4026532177L;

  private static final String FIB_TRIE =
      """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 0.0.0.0
              /0 universe UNICAST
           +-- 10.9.9.0/24 2 0 2
              |-- 10.9.9.0
                 /24 link UNICAST
              |-- 10.9.9.9
                 /32 host LOCAL
      Local:
        +-- 0.0.0.0/0 3 0 5
           +-- 127.0.0.0/8 2 0 2
              +-- 127.0.0.0/31 1 0 0
                 |-- 127.0.0.0
                    /8 host LOCAL
                 |-- 127.0.0.1
                    /32 host LOCAL
              |-- 127.255.255.255
                 /32 link BROADCAST
           |-- 10.9.9.9
              /32 host LOCAL
      """;

  @Test
  void localLeavesAreAddressesEachOnce() throws DecodeException {
    assertThat(ProcNetAddresses.v4(FIB_TRIE, NETNS))
        .extracting(address -> address.ip().toString())
        .containsExactly("10.9.9.9", "127.0.0.1");
  }

  @Test
  void v6AddressesHaveTheirInterface() throws DecodeException {
    String text =
        "00000000000000000000000000000001 01 80 10 80       lo\n"
            + "fe8000000000000000fc00fffe000001 04 40 20 80     eth0\n";

    assertThat(ProcNetAddresses.v6(text, NETNS))
        .extracting(LocalAddress::toString)
        .satisfiesExactly(
            first -> assertThat(first).contains("ip=::1", "prefixLength=128", "interfaceName=lo"),
            second -> assertThat(second).contains("ip=fe80::fc:ff:fe00:1%4", "prefixLength=64"));
  }

  @Test
  void lineOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> ProcNetAddresses.v6("fe80 01 40\n", NETNS))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("'fe80 01 40' tells no address");
  }
}
