package dev.flowtruth.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.watch.RandomHost.Tells;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a host does, the stream of events is well formed, and its bounds hold the truth. */
class RandomOperationsTest {
  private static final int SEEDS = 60;
  private static final int LOOKS = 60;

  @ParameterizedTest
  @EnumSource
  void streamIsWellFormedAndTrue(Tells tells) {
    for (long seed = 0; seed < SEEDS; seed++) {
      WatchRun run = new WatchRun();
      RandomHost host = new RandomHost(seed, run.source, tells);
      if (tells == Tells.EVERYTHING) {
        run.source.capabilities = Set.of(Capability.EVENTS);
        run.source.drainAgain = WatchRun.PERIOD / 3;
      }
      host.live();
      for (int look = 0; look < LOOKS; look++) {
        run.then(
            () -> {
              host.live();
              host.makeTrouble();
            });
      }
      run.source.duringLook = host::live;
      run.then(
          () -> {
            host.recover();
            run.source.duringLook = () -> {};
          });
      run.run();
      new Checker(host, run).check(tells, "seed " + seed);
    }
  }

  /** Plays the stream back against what the host did. */
  private static final class Checker {
    private final RandomHost host;
    private final WatchRun run;
    private final Map<Long, OpenSocket> open = new HashMap<>();
    private final Set<Long> ever = new HashSet<>();
    private final Set<Owner> owners = new HashSet<>();
    private final Set<Owner> departed = new HashSet<>();

    Checker(RandomHost host, WatchRun run) {
      this.host = host;
      this.run = run;
    }

    void check(Tells tells, String seed) {
      assertThat(run.events.get(0)).as(seed).isInstanceOf(ClockRead.class);
      run.events.forEach(event -> check(event, seed));
      assertThat(open.values()).as(seed).containsExactlyInAnyOrderElementsOf(stillThere());
      if (tells == Tells.NOTHING) {
        assertThat(host.openedAt.keySet()).as(seed).containsAll(ever);
      } else {
        assertThat(ever).as(seed).isEqualTo(host.openedAt.keySet());
      }
      if (tells == Tells.EVERYTHING) {
        assertThat(owners).as(seed).isEqualTo(host.cameAt.keySet());
        assertThat(departed).as(seed).isEqualTo(host.leftAt.keySet());
      }
    }

    private Iterable<OpenSocket> stillThere() {
      return run.source.open.values();
    }

    private void check(SocketEvent event, String seed) {
      if (event instanceof Opened opened) {
        long cookie = opened.socket().cookie();
        assertThat(ever.add(cookie)).as("%s: %s is opened once", seed, event).isTrue();
        open.put(cookie, opened.socket());
        owners.addAll(opened.socket().ownership().owners());
        holds(opened.time(), host.openedAt.get(cookie), seed, event);
      } else if (event instanceof OwnerChanged changed) {
        assertThat(open.put(changed.socket().cookie(), changed.socket()))
            .as("%s: %s is open", seed, event)
            .isNotNull();
        owners.addAll(changed.appeared());
        changed.appeared().forEach(o -> holds(changed.time(), host.cameAt.get(o), seed, event));
        changed.gone().forEach(departure -> check(departure, seed, event));
      } else if (event instanceof Closed closed) {
        long cookie = closed.socket().cookie();
        assertThat(open.remove(cookie)).as("%s: %s is open", seed, event).isNotNull();
        holds(closed.time(), host.closedAt.get(cookie), seed, event);
        assertThat(closed.departures())
            .as(seed)
            .extracting(Departure::owner)
            .containsExactlyElementsOf(closed.socket().ownership().owners());
        closed.departures().forEach(departure -> check(departure, seed, event));
      }
    }

    private void check(Departure departure, String seed, SocketEvent event) {
      assertThat(departed.add(departure.owner())).as("%s: %s leaves once", seed, event).isTrue();
      holds(departure.time(), host.leftAt.get(departure.owner()), seed, event);
    }

    private static void holds(TimeBounds bounds, @Nullable Long truth, String seed, Object of) {
      assertThat(Objects.requireNonNull(truth))
          .as("%s: bounds of %s", seed, of)
          .isBetween(bounds.after(), bounds.at());
    }
  }
}
