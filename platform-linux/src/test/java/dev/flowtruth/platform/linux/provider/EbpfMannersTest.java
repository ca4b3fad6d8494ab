package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;

/** {@code linux-ebpf} keeps what every provider promises of itself. */
class EbpfMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new EbpfProvider();
  }
}
