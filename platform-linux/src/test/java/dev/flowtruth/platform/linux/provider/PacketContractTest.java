package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/** {@code linux-packet} keeps what every provider promises about sockets. */
class PacketContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new PacketProvider();
  }
}
