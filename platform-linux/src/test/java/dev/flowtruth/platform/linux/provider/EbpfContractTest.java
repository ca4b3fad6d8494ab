package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.testkit.SocketProviderContract;

/** {@code linux-ebpf} keeps what every provider promises about sockets. */
class EbpfContractTest extends SocketProviderContract {
  @Override
  protected SocketProvider provider() {
    return new EbpfProvider();
  }
}
