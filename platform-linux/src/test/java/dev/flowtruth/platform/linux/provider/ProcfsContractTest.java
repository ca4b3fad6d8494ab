package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/** {@code linux-procfs} keeps what every provider promises about sockets. */
class ProcfsContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new ProcfsProvider();
  }
}
