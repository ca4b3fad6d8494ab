package dev.flowtruth.core.spi;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host's addresses as the JDK knows them, asked for now and then: to list them takes
 * milliseconds, longer than much of a look. Not thread-safe.
 */
public final class HostAddresses {
  private static final long KEEP_NANOS = 1_000_000_000L;

  private @Nullable List<LocalAddress> last;
  private long readNanos;

  /** None are known yet. */
  public HostAddresses() {}

  /**
   * The addresses, for a poll those of up to a second ago; those of before where they cannot be
   * read.
   *
   * @param gaps is told when they cannot be read
   */
  public List<LocalAddress> read(Look look, Consumer<Gap> gaps) {
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
