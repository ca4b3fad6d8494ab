package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.platform.windows.calls.SocketTables;
import dev.flowtruth.platform.windows.layout.RowLayout;
import dev.flowtruth.platform.windows.layout.Tables;
import dev.flowtruth.platform.windows.provider.TableReader.TableClass;
import java.util.List;

/** The tables of TCP and UDP over IPv4 and IPv6, as iphlpapi.dll gives them. */
final class IpHelperTables {
  private static final String TCP = "GetExtendedTcpTable";
  private static final String UDP = "GetExtendedUdpTable";

  private IpHelperTables() {}

  static List<TableReader> all() {
    return List.of(
        tcp("AF_INET", Tables.AF_INET, RowLayout.TCP4_MODULE, RowLayout.TCP4_PID),
        tcp("AF_INET6", Tables.AF_INET6, RowLayout.TCP6_MODULE, RowLayout.TCP6_PID),
        udp("AF_INET", Tables.AF_INET, RowLayout.UDP4_MODULE, RowLayout.UDP4_PID),
        udp("AF_INET6", Tables.AF_INET6, RowLayout.UDP6_MODULE, RowLayout.UDP6_PID));
  }

  private static TableReader tcp(String name, int family, RowLayout module, RowLayout plain) {
    String call = TCP + "(" + name + ", TCP_TABLE_OWNER_";
    return new TableReader(
        new TableClass(
            call + "MODULE_ALL)",
            module,
            SocketTables.tcp(family, Tables.TCP_TABLE_OWNER_MODULE_ALL)),
        new TableClass(
            call + "PID_ALL)", plain, SocketTables.tcp(family, Tables.TCP_TABLE_OWNER_PID_ALL)));
  }

  private static TableReader udp(String name, int family, RowLayout module, RowLayout plain) {
    String call = UDP + "(" + name + ", UDP_TABLE_OWNER_";
    return new TableReader(
        new TableClass(
            call + "MODULE)", module, SocketTables.udp(family, Tables.UDP_TABLE_OWNER_MODULE)),
        new TableClass(call + "PID)", plain, SocketTables.udp(family, Tables.UDP_TABLE_OWNER_PID)));
  }
}
