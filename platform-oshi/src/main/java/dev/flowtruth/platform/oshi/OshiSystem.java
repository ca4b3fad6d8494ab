package dev.flowtruth.platform.oshi;

import dev.flowtruth.core.spi.SourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** OSHI itself. */
final class OshiSystem implements OshiCalls {
  private final OperatingSystem system;

  private OshiSystem(OperatingSystem system) {
    this.system = system;
  }

  /**
   * Loads OSHI.
   *
   * @throws SourceException when it does not know this OS, or cannot load its library
   */
  static OshiSystem load() throws SourceException {
    try {
      return new OshiSystem(new SystemInfo().getOperatingSystem());
    } catch (RuntimeException | LinkageError e) {
      throw new SourceException("OSHI cannot be used here: " + e, e);
    }
  }

  /** Of a new object each time: OSHI's own answers for a while with what it read before. */
  @Override
  public List<IPConnection> connections() {
    return system.getInternetProtocolStats().getConnections();
  }

  @Override
  public int processes() {
    return system.getProcessCount();
  }

  @Override
  public @Nullable String name(long pid) {
    OSProcess process = system.getProcess((int) pid);
    return process == null ? null : process.getName();
  }

  @Override
  public long bootSeconds() {
    return system.getSystemBootTime();
  }
}
