/**
 * Every OS that OSHI knows: sockets by its connection list, owners by its process ids.
 *
 * <p>The provider of last resort where no native one runs, and a second opinion beside one that
 * does. Nothing is exported: others see this module through {@link
 * dev.flowtruth.core.spi.SocketProvider} alone.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.platform.oshi {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.github.oshi;
  requires com.github.oshi.common;

  provides dev.flowtruth.core.spi.SocketProvider with
      dev.flowtruth.platform.oshi.OshiProvider;
}
