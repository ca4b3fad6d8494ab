package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;

/** {@code windows-iphelper} keeps what every provider promises about itself. */
class IpHelperMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new IpHelperProvider();
  }
}
