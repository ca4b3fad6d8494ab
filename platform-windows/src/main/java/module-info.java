/**
 * Windows: sockets by the IP Helper library's tables; owners by their process ids.
 *
 * <p>Four rooms, as on every platform: calls (JNA), layout (cited offsets), decoder (pure) and
 * provider, and a fifth for who owns. Nothing is exported: others see this module through {@link
 * dev.flowtruth.core.spi.SocketProvider} alone.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.platform.windows {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.sun.jna;

  provides dev.flowtruth.core.spi.SocketProvider with
      dev.flowtruth.platform.windows.provider.IpHelperProvider;
}
