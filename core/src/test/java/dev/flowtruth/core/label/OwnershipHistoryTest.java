package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.watch.SocketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnershipHistoryTest {
  private final ProcessRef curl = process(10, "curl");

  @Test
  void monotonicTimesAreTurnedIntoWallTimeByTheReadingInForce() {
    Story story = new Story();
    story.history.onEvent(
        new SocketEvent.ClockRead(new ClockReading(1_000_000 * Story.MS, 0, 0), null));
    story.open(story.tcp(HERE, 1, THERE, 2), exactly(10), creator(curl));
    story.history.onEvent(
        new SocketEvent.ClockRead(new ClockReading(2_000_020 * Story.MS, 20 * Story.MS, 0), null));
    story.open(story.tcp(HERE, 3, THERE, 4), exactly(30), creator(curl));
    assertThat(intervals(story))
        .extracting(i -> i.opened().at() / Story.MS)
        .containsExactly(1_000_010L, 2_000_030L);
  }

  @Test
  void aConnectEndsOneIntervalAndBeginsTheNextWithTheSameOwner() {
    Story story = new Story();
    OpenSocket unbound = story.open(story.udp("0.0.0.0", 5000), exactly(10), creator(curl));
    OpenSocket connected =
        unbound.toBuilder().local(Endpoint.of(HERE, 5000)).peer(Endpoint.of(THERE, 53)).build();
    story.history.onEvent(new SocketEvent.EndpointChanged(connected, unbound, exactly(20)));
    assertThat(story.udpFlow(HERE, 5000, THERE, 53, 30, 40).source().basis())
        .isEqualTo(Basis.EXACT);
    assertThat(story.udpFlow(HERE, 5000, THERE, 99, 30, 40).source().isLabelled()).isFalse();
    assertThat(story.udpFlow(HERE, 5000, THERE, 99, 11, 12).source().basis())
        .isEqualTo(Basis.WILDCARD);
  }

  @Test
  void keptSocketIsTheOneThatWasLastSeenWithTheTuple() {
    OwnershipHistory history =
        OwnershipHistory.keepingSockets(new HostIdentity("h", "id", "boot", "linux", "6.18"));
    Story story = new Story();
    OpenSocket opening =
        story.tcp(HERE, 1, THERE, 2).state(SocketState.SYN_SENT).inode(7).uid(1000).build();
    OpenSocket opened = opening.toBuilder().state(SocketState.ESTABLISHED).build();
    OpenSocket moved = opened.toBuilder().peer(Endpoint.of(THERE, 3)).build();
    history.onEvent(new SocketEvent.Opened(opening, exactly(10)));
    history.onEvent(new SocketEvent.EndpointChanged(opened, opening, exactly(20)));
    history.onEvent(new SocketEvent.EndpointChanged(moved, opened, exactly(30)));
    List<OpenSocket> kept = new ArrayList<>();
    history.forEach(interval -> kept.add(interval.socket()));
    assertThat(kept).containsExactly(opened, moved);
  }

  @Test
  void socketsAreNotKeptUnlessAskedFor() {
    Story story = new Story();
    story.open(story.tcp(HERE, 1, THERE, 2), exactly(10), creator(curl));
    assertThat(intervals(story)).extracting(OwnershipInterval::socket).containsOnlyNulls();
  }

  @Test
  void forgettingKeepsToTheLimitsAndCountsAndLeavesOpenSocketsAlone() {
    Story story = new Story(new HistoryLimits(10, Duration.ofDays(1)));
    story.open(story.tcp(HERE, 1, THERE, 2), exactly(0), creator(curl));
    for (int i = 1; i <= 1000; i++) {
      OpenSocket socket =
          story.open(story.tcp(HERE, i % 7, THERE, i % 3), exactly(i), creator(curl));
      story.close(socket, exactly(i + 1));
    }
    assertThat(story.history.size()).isEqualTo(11);
    assertThat(story.history.forgotten()).isEqualTo(990);
    assertThat(intervals(story)).hasSize(11).filteredOn(i -> i.closed() == null).hasSize(1);
  }

  @Test
  void forgettingByAgeDropsWhatEndedLongAgo() {
    Story story = new Story(new HistoryLimits(1000, Duration.ofMillis(50)));
    for (int i = 0; i < 10; i++) {
      OpenSocket socket =
          story.open(story.tcp(HERE, 100 + i, THERE, 2), exactly(i * 20L), creator(curl));
      story.close(socket, exactly(i * 20L + 1));
    }
    assertThat(story.history.size()).isEqualTo(3);
    assertThat(story.history.forgottenUntilNanos()).isEqualTo(121 * Story.MS);
  }

  @Test
  void whatIsKeptIsFoundAndWhatIsForgottenIsNot() {
    Random random = new Random(7);
    Story story = new Story(new HistoryLimits(200, Duration.ofDays(1)));
    record Kept(int port, int peer, long from, long pid) {}
    List<Kept> kept = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      int port = 1000 + random.nextInt(40);
      int peer = 1 + random.nextInt(5);
      ProcessRef owner = process(1 + i % 50, "p" + i % 50);
      OpenSocket socket =
          story.open(
              story.socket(Protocol.TCP, HERE, port, THERE, peer),
              exactly(i * 10L),
              creator(owner));
      story.close(socket, exactly(i * 10L + 5));
      kept.add(new Kept(port, peer, i * 10L, owner.pid()));
    }
    List<Kept> remembered = kept.subList(kept.size() - 200, kept.size());
    for (Kept one : remembered) {
      Label label =
          story
              .tcpFlow(HERE, one.port(), THERE, one.peer(), one.from() + 1, one.from() + 3)
              .source();
      assertThat(label.owner()).as("%s %s", one, label).isNotNull();
      assertThat(label.owner().process().pid()).isEqualTo(one.pid());
    }
    for (Kept one : kept.subList(0, 4700)) {
      assertThat(
              story
                  .tcpFlow(HERE, one.port(), THERE, one.peer(), one.from() + 1, one.from() + 3)
                  .source()
                  .isLabelled())
          .isFalse();
    }
  }

  private static List<OwnershipInterval> intervals(Story story) {
    List<OwnershipInterval> all = new ArrayList<>();
    story.history.forEach(all::add);
    return all;
  }
}
