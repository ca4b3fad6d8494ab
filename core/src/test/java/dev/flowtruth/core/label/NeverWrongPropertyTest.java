package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.between;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random worlds whose truth is known: sockets of a few processes come and go on a few tuples, are
 * seen by events or by polls (which find no owner for what lives too short), and carry flows.
 */
class NeverWrongPropertyTest {
  private static final int WORLDS = 300;
  private static final int SOCKETS = 40;

  /** A socket that really lived, in milliseconds. */
  private record Life(int port, boolean connected, ProcessRef owner, long from, long until) {}

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10, 100})
  void whoeverIsNamedReallyHeldTheSocketDuringTheFlow(long period) {
    checkWorlds(period, true);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100})
  void thatIsSoWhereTheEndsOfShortLivesAreNotHeardOfToo(long period) {
    checkWorlds(period, false);
  }

  private static void checkWorlds(long period, boolean hearsOfEnds) {
    int labelled = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      List<Life> world = world(random);
      Story story = tell(world, period, hearsOfEnds);
      for (Life life : world) {
        labelled += checkFlowOf(story, life, random);
      }
    }
    assertThat(labelled).as("flows that were labelled").isGreaterThan(WORLDS);
  }

  private static int checkFlowOf(Story story, Life life, Random random) {
    long first = life.from() + random.nextLong(life.until() - life.from() + 1);
    long last = first + random.nextLong(life.until() - first + 1);
    FlowLabel label = story.udpFlow(HERE, life.port(), THERE, 443, first, last);
    Label source = label.source();
    assertThat(source.basis() == null).isEqualTo(source.reason() != null);
    assertThat(label.destination().isLabelled()).isFalse();
    if (!source.isLabelled()) {
      return 0;
    }
    assertThat(source.owner()).isNotNull();
    assertThat(source.owner().process())
        .as("%s of flow %d-%d", life, first, last)
        .isEqualTo(life.owner());
    return 1;
  }

  /** No two sockets live on one port at one moment: the kernel would not allow it either. */
  private static List<Life> world(Random random) {
    List<Life> lives = new ArrayList<>();
    long[] freeFrom = new long[4];
    for (int i = 0; i < SOCKETS; i++) {
      int port = random.nextInt(freeFrom.length);
      long from = freeFrom[port] + 1 + random.nextLong(30);
      long until = from + (random.nextBoolean() ? random.nextLong(5) : random.nextLong(300));
      freeFrom[port] = until;
      ProcessRef owner = process(1 + random.nextInt(3), "p" + random.nextInt(2));
      lives.add(
          new Life(4000 + port, random.nextBoolean(), process(owner.pid(), "p"), from, until));
    }
    lives.sort(Comparator.comparingLong(Life::from));
    return lives;
  }

  private static Story tell(List<Life> world, long period, boolean hearsOfEnds) {
    Story story = new Story().covering(0, Long.MAX_VALUE / Story.MS, period, hearsOfEnds);
    for (Life life : world) {
      OpenSocket.Builder socket =
          life.connected()
              ? story.socket(dev.flowtruth.core.model.Protocol.UDP, HERE, life.port(), THERE, 443)
              : story.udp("0.0.0.0", life.port());
      if (period == 0) {
        OpenSocket open = story.open(socket, exactly(life.from()), creator(life.owner()));
        story.close(open, exactly(life.until() + 1));
      } else if (hearsOfEnds || life.until() / period > (life.from() - 1) / period) {
        tellByPolls(story, socket, life, period);
      }
    }
    return story;
  }

  private static void tellByPolls(Story story, OpenSocket.Builder socket, Life life, long period) {
    long before = (life.from() - 1) / period * period;
    long seen = before + period;
    long end = life.until() + 1;
    if (seen > life.until()) {
      story.close(story.open(socket, between(before, end)), exactly(end));
      return;
    }
    Owner owner = creator(life.owner());
    OpenSocket open = story.open(socket, between(before, seen), owner);
    long lastSeen = life.until() / period * period;
    TimeBounds gone = between(lastSeen, lastSeen + period);
    story.close(open, gone);
  }
}
