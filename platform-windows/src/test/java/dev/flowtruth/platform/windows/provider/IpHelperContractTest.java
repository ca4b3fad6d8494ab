package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/** {@code windows-iphelper} keeps what every provider promises about sockets. */
class IpHelperContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new IpHelperProvider();
  }
}
