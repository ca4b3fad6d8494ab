package dev.flowtruth.platform.windows.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "claims of machines without iphlpapi.dll")
class IpHelperProviderTest {
  private final IpHelperProvider provider = new IpHelperProvider();

  @Test
  void anotherOperatingSystemIsRefusedByItsName() {
    assertThat(provider.support(Host.local()).missing())
        .extracting(Missing::cause)
        .containsExactly("works on Windows only, and this is " + Host.local().os().label());
  }

  @Test
  void assumedWindowsWithoutItsLibraryIsRefusedForThat() {
    assertThat(provider.support(Host.assuming(Os.WINDOWS)).missing())
        .singleElement()
        .satisfies(
            missing ->
                assertThat(missing.cause())
                    .startsWith("Windows is only assumed: iphlpapi cannot be loaded: "));
  }

  @Test
  void openWithoutTheLibraryFailsAsOften() {
    SourceOptions options = new SourceOptions(Host.assuming(Os.WINDOWS), false, false);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> provider.open(options))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("iphlpapi cannot be loaded: ");
    }
  }
}
