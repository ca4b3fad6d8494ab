package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.platform.macos.calls.SystemLibProc;

/** {@code macos-libproc}: polling of every process's descriptors. */
public final class LibprocProvider implements SocketProvider {
  @Override
  public String id() {
    return "macos-libproc";
  }

  @Override
  public Os os() {
    return Os.MACOS;
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Support support(Host host) {
    return MacosSupport.of(host);
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    return LibprocSource.open(SystemLibProc.load(), options);
  }
}
