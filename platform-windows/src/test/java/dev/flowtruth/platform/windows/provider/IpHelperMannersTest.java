package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.ProviderMannersContract;
import java.util.OptionalLong;

/** {@code windows-iphelper} keeps what every provider promises about itself. */
class IpHelperMannersTest extends ProviderMannersContract {
  @Override
  protected SocketProvider provider() {
    return new IpHelperProvider();
  }

  @Override
  protected OptionalLong openDescriptors() {
    return Handles.ofThisProcess();
  }
}
