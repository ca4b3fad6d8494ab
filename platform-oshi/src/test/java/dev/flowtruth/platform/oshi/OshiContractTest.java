package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/** {@code oshi} keeps what every provider promises about sockets, as far as it declares it. */
class OshiContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new OshiProvider();
  }
}
