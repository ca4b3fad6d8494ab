/**
 * Linux: sockets by netlink and procfs, owners by /proc.
 *
 * <p>Four rooms, as on every platform: calls (JNA), layout (cited offsets), decoder (pure) and
 * provider.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.platform.linux {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.sun.jna;
}
