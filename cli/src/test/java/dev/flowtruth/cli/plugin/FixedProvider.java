package dev.flowtruth.cli.plugin;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A provider of {@link FixedSockets}: from the third look on the client's connection is there, from
 * the sixth on it is gone. A full look sees all.
 */
public final class FixedProvider implements SocketProvider {
  private static final Set<Capability> SEES = Set.of(Capability.TCP, Capability.UDP);

  @Override
  public String id() {
    return "test-fixed";
  }

  @Override
  public int priority() {
    return -10;
  }

  @Override
  public Support support(Host host) {
    if (host.os() == Os.WINDOWS) {
      return Support.refused("there is nothing fixed on Windows", "format c:");
    }
    return Support.usable(
        SEES, List.of(new Missing(Capability.OTHER_USERS, "not made up", "sudo make up")));
  }

  @Override
  public SocketSource open(SourceOptions options) {
    return new Source();
  }

  private static final class Source implements SocketSource {
    private int looks;

    @Override
    public Snapshot snapshot(Look look) {
      looks++;
      List<OpenSocket> sockets = new ArrayList<>(FixedSockets.ALL);
      if (look == Look.POLL && (looks < 3 || looks > 5)) {
        sockets.remove(FixedSockets.CONNECTED);
      }
      long now = System.nanoTime();
      List<Gap> gaps = look == Look.POLL ? List.of() : List.of(gap(now));
      return new Snapshot(now, now, sockets, addresses(), gaps, 0);
    }

    private static Gap gap(long now) {
      return new Gap("the other half", "it is made up", Reason.OTHER_NAMESPACE, 0, now);
    }

    private static List<LocalAddress> addresses() {
      return List.of(
          new LocalAddress(FixedSockets.CONNECTED.local().address(), 24, 4026531840L, "eth0", 2));
    }

    @Override
    public Set<Capability> capabilities() {
      return SEES;
    }

    @Override
    public List<Missing> withheld() {
      return List.of(new Missing(Capability.OTHER_USERS, "a lock is on it", "sudo pick lock"));
    }

    @Override
    public HostIdentity host() {
      return new HostIdentity("test", "id", "boot", "linux", "6.0");
    }

    @Override
    public ClockReading clock() {
      long monotonic = System.nanoTime();
      return new ClockReading(System.currentTimeMillis() * 1_000_000L, monotonic, monotonic);
    }

    @Override
    public void close() {}
  }
}
