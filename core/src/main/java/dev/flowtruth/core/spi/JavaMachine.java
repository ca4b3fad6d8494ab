package dev.flowtruth.core.spi;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.Reason;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the JDK knows of the machine that it runs on, for sources that have no better way to ask.
 * Thread-safe.
 */
public final class JavaMachine {
  private static final int CLOCK_TRIES = 4;

  private JavaMachine() {}

  /**
   * The addresses of all interfaces, link-local ones with the interface's index as their scope.
   *
   * @param netns namespace in which this JVM runs, 0 where the OS has none
   * @param gaps is told when they cannot be read; the list is empty then
   */
  public static List<LocalAddress> addresses(long netns, Consumer<Gap> gaps) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(one -> one.getInterfaceAddresses().stream().map(a -> local(one, a, netns)))
          .toList();
    } catch (SocketException e) {
      String why = String.valueOf(e.getMessage());
      gaps.accept(new Gap("addresses", why, Reason.LOST_EVENTS, netns, System.nanoTime()));
      return List.of();
    }
  }

  private static LocalAddress local(NetworkInterface one, InterfaceAddress address, long netns) {
    IpAddress ip = IpAddress.of(address.getAddress()).withScope(one.getIndex());
    int prefix = address.getNetworkPrefixLength();
    return new LocalAddress(ip, prefix, netns, one.getName(), one.getIndex());
  }

  /**
   * Wall clock and monotonic clock as nearly at one moment as can be had: of a few readings the one
   * whose two monotonic ends lie closest together. The JDK knows no clock that counts suspends, so
   * {@code boottime} is the monotonic one.
   */
  public static ClockReading clock() {
    ClockReading best = null;
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < CLOCK_TRIES || best == null; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long took = System.nanoTime() - before;
      if (took < shortest) {
        shortest = took;
        long monotonic = before + took / 2;
        best = new ClockReading(nanos(wall), monotonic, monotonic);
      }
    }
    return best;
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
