package dev.flowtruth.platform.windows.calls;

import dev.flowtruth.core.spi.SourceException;

/** The four tables of sockets, each by address family and class. */
public final class SocketTables {
  private static final int UNSORTED = 0;

  private SocketTables() {}

  /**
   * Loads iphlpapi.
   *
   * @throws SourceException when it is not there, or JNA cannot be used
   */
  public static void load() throws SourceException {
    try {
      Libraries.load("iphlpapi");
      Class.forName(IpHelper.class.getName(), true, IpHelper.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SourceException("iphlpapi cannot be loaded: " + firstLine(e), e);
    }
  }

  private static String firstLine(Throwable trouble) {
    Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  public static TableCall tcp(int family, int tableClass) {
    return (table, size) ->
        IpHelper.GetExtendedTcpTable(table, size, UNSORTED, family, tableClass, 0);
  }

  public static TableCall udp(int family, int tableClass) {
    return (table, size) ->
        IpHelper.GetExtendedUdpTable(table, size, UNSORTED, family, tableClass, 0);
  }
}
