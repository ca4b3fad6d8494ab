/**
 * Linux: sockets by BPF events, netlink and procfs; owners by the same events and by /proc.
 *
 * <p>Four rooms, as on every platform: calls (JNA), layout (cited offsets), decoder (pure) and
 * provider. Nothing is exported: others see this module through {@link
 * dev.flowtruth.core.spi.SocketProvider} alone.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.platform.linux {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.sun.jna;

  provides dev.flowtruth.core.spi.SocketProvider with
      dev.flowtruth.platform.linux.provider.EbpfProvider,
      dev.flowtruth.platform.linux.provider.NetlinkProvider,
      dev.flowtruth.platform.linux.provider.PacketProvider,
      dev.flowtruth.platform.linux.provider.ProcfsProvider;
}
