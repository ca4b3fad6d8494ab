package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.Statistics;
import dev.flowtruth.platform.windows.layout.Tables;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What Windows itself counted: GetTcpStatisticsEx2, or GetTcpStatisticsEx before Windows 10. */
public final class Counters {
  private final String name;
  private final Optional<Function> tcp;

  /** Looks the functions up; loads iphlpapi. */
  public Counters() {
    Optional<Function> wide = Libraries.function("iphlpapi", "GetTcpStatisticsEx2");
    name = wide.isPresent() ? "GetTcpStatisticsEx2" : "GetTcpStatisticsEx";
    tcp = wide.isPresent() ? wide : Libraries.function("iphlpapi", name);
  }

  /** The call that is asked. */
  public String name() {
    return name;
  }

  public boolean isThere() {
    return tcp.isPresent();
  }

  /**
   * Connections opened, by connect and by accept, over IPv4 and IPv6 since the system started; each
   * addend wraps at 2^32, so only differences modulo that mean something.
   *
   * @throws SourceException when Windows refuses
   */
  public long opens() throws SourceException {
    return opens(Tables.AF_INET) + opens(Tables.AF_INET6);
  }

  private long opens(int family) throws SourceException {
    if (tcp.isEmpty()) {
      throw new SourceException(name + " is not there");
    }
    ByteBuffer statistics = NativeBuffers.allocate(Statistics.SIZE);
    int error = tcp.get().invokeInt(new Object[] {statistics, family});
    if (error == Errors.ERROR_NOT_SUPPORTED) {
      return 0; // this family is not installed
    }
    if (error != Errors.NO_ERROR) {
      throw new CallException(name, error);
    }
    return Integer.toUnsignedLong(statistics.getInt(Statistics.TCP_ACTIVE_OPENS))
        + Integer.toUnsignedLong(statistics.getInt(Statistics.TCP_PASSIVE_OPENS));
  }
}
