package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.options.GlobalOptions;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.Support;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * All providers that can be found, plug-ins included, and the machine that they are asked about.
 */
@Singleton
public final class ProviderCatalog {
  private final GlobalOptions options;
  private final Plugins plugins;
  private final Console console;
  private @Nullable Providers providers;

  @Inject
  ProviderCatalog(GlobalOptions options, Plugins plugins, Console console) {
    this.options = options;
    this.plugins = plugins;
    this.console = console;
  }

  /** Of these providers alone. */
  ProviderCatalog(GlobalOptions options, Console console, Providers providers) {
    this(options, new Plugins(options), console);
    this.providers = providers;
  }

  /** The providers; those that were refused are warned of, once. */
  public synchronized Providers providers() {
    if (providers == null) {
      providers = Providers.load(plugins.loader());
      providers.refusals().forEach(console::warn);
    }
    return providers;
  }

  /** The machine; when its OS is only assumed, the output says so. */
  public Host host() {
    return options.host();
  }

  /** What the provider says of the machine; one that throws is refused with what it threw. */
  public Support support(SocketProvider provider) {
    try {
      return provider.support(host());
    } catch (RuntimeException | LinkageError e) {
      return Support.refused("it failed when it was asked: " + e);
    }
  }
}
