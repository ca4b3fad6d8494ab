package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;

/** {@code oshi}: polling of OSHI's connection list, for where nothing better runs. */
public final class OshiProvider implements SocketProvider {
  @Override
  public String id() {
    return "oshi";
  }

  /** Below every other, also those of plug-ins that say nothing. */
  @Override
  public int priority() {
    return -100;
  }

  @Override
  public Support support(Host host) {
    return OshiSupport.of(host);
  }

  @Override
  public SocketSource open(SourceOptions options) throws SourceException {
    return OshiSource.open(options, support(options.host()).sees());
  }
}
