package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.windows.calls.SocketTables;

/** {@code windows-iphelper}: polling of Windows' socket tables. */
public final class IpHelperProvider implements SocketProvider {
  @Override
  public String id() {
    return "windows-iphelper";
  }

  @Override
  public Os os() {
    return Os.WINDOWS;
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Support support(Host host) {
    return WindowsSupport.of(host);
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    SocketTables.load();
    return IpHelperSource.open(options, support(options.host()).sees());
  }
}
