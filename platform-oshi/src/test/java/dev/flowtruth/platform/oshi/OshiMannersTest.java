package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;

/** {@code oshi} keeps what every provider promises about itself, as far as it declares it. */
class OshiMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new OshiProvider();
  }
}
