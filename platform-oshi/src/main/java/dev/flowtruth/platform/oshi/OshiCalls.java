package dev.flowtruth.platform.oshi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.software.os.InternetProtocolStats.IPConnection;

/** What is asked of OSHI; any call may throw what OSHI throws. */
interface OshiCalls {
  /** Every connection that OSHI lists. */
  List<IPConnection> connections();

  /** How many processes there are. */
  int processes();

  /** The name of a process that the JDK does not name; null when OSHI has none either. */
  @Nullable String name(long pid);

  /** When the system started, seconds since the epoch. */
  long bootSeconds();
}
