package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;

/** {@code linux-packet} keeps what every provider promises of itself. */
class PacketMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new PacketProvider();
  }
}
