package dev.flowtruth.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpiTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, LINUX",
    "Windows 11, WINDOWS",
    "Mac OS X, MACOS",
    "Darwin, MACOS",
    "FreeBSD, OTHER",
    "'', OTHER"
  })
  void namesOfTheJvm(String name, Os os) {
    assertThat(Os.ofName(name)).isEqualTo(os);
  }

  @Test
  void assumedHostSaysSo() {
    assertThat(Host.assuming(Os.WINDOWS).isAssumed()).isTrue();
    assertThat(Host.assuming(Os.WINDOWS).os()).isEqualTo(Os.WINDOWS);
    assertThat(Host.local().isAssumed()).isFalse();
  }

  @Test
  void fileThatCannotBeReadIsEmptyAndNoError() {
    assertThat(Host.local().read("/does/not/exist")).isEmpty();
    assertThat(Host.local().exists("/does/not/exist")).isFalse();
  }

  @Test
  void whatIsSeenIsListedInTheOrderOfTheEnum() {
    Support support = Support.usable(Set.of(Capability.RAW, Capability.TCP), List.of());
    assertThat(support.seesInOrder()).containsExactly(Capability.TCP, Capability.RAW);
  }

  @Test
  void decodeErrorNamesFieldAndOffset() {
    DecodeException error = new DecodeException("idiag_family", 4, "7 is neither IPv4 nor IPv6");
    assertThat(error).hasMessage("idiag_family at offset 4: 7 is neither IPv4 nor IPv6");
  }
}
