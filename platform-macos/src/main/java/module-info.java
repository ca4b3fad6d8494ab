/**
 * macOS: sockets by the descriptors of processes, as libproc tells them.
 *
 * <p>Four rooms, as on every platform: calls (JNA), layout (cited offsets), decoder (pure) and
 * provider, and a fifth for who owns. Nothing is exported: others see this module through {@link
 * dev.flowtruth.core.spi.SocketProvider} alone.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.platform.macos {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.sun.jna;

  provides dev.flowtruth.core.spi.SocketProvider with
      dev.flowtruth.platform.macos.provider.LibprocProvider;
}
