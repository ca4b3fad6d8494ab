package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/**
 * {@code macos-libproc} keeps what every provider promises about sockets; away from macOS, on the
 * stand-in.
 */
class LibprocContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new LibprocProvider();
  }

  @Override
  protected Host host() {
    return StandIn.host();
  }
}
