package dev.flowtruth.platform.macos.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.JavaMachine;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The host's addresses, asked for now and then: to list them takes longer than much of a look. */
final class HostAddresses {
  private static final long KEEP_NANOS = 1_000_000_000L;

  private @Nullable List<LocalAddress> last;
  private long readNanos;

  List<LocalAddress> read(Look look, Consumer<Gap> gaps) {
    long now = System.nanoTime();
    List<LocalAddress> known = last;
    if (known != null && look == Look.POLL && now - readNanos < KEEP_NANOS) {
      return known;
    }
    List<LocalAddress> fresh = JavaMachine.addresses(0, gaps);
    last = fresh.isEmpty() && known != null ? known : fresh;
    readNanos = now;
    return last;
  }
}
