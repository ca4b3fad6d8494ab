package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;

/**
 * {@code macos-libproc} keeps what every provider promises of itself; away from macOS, on the
 * stand-in.
 */
class LibprocMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new LibprocProvider();
  }

  @Override
  protected Host host() {
    return StandIn.host();
  }
}
