package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.A;
import static dev.flowtruth.core.label.Story.B;
import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.MS;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.between;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random worlds with a host and two containers whose processes send from the same few UDP ports to
 * the same peer. A model of the kernel's connection tracking picks the ports outside: it keeps the
 * sender's where nobody has it, for the host's own flows too. An entry expires 30 s after its last
 * packet, and ends when somebody wants its port or the kernel cleans up. Flows are captured
 * outside, and each has one true owner.
 */
class NeverWrongThroughNatTest {
  private static final int WORLDS = 200;
  private static final int FLOWS = 30;
  private static final long TIMEOUT = 30_000;

  /** The kernel cleans up this often. */
  private static final long LAG = 60_000;

  /** Somebody who sends: where, from which address. */
  private record Sender(long netns, String address, ProcessRef process) {}

  private static final List<Sender> SENDERS =
      List.of(
          new Sender(A, HERE, process(10, "host")),
          new Sender(B, "172.17.0.2", process(20, "one")),
          new Sender(303, "172.17.0.3", process(30, "two")));

  /** A flow as it was; times in ms. */
  private record Sent(Sender sender, int port, int outsidePort, long from, long until) {}

  /** An entry of the connection tracking. */
  private static final class Entry {
    private final Sender sender;
    private final int port;
    private final int outsidePort;
    private final long began;
    private long lastPacket;
    private long ended;

    Entry(Sender sender, int port, int outsidePort, long began) {
      this.sender = sender;
      this.port = port;
      this.outsidePort = outsidePort;
      this.began = began;
    }
  }

  private final List<Sent> flows = new ArrayList<>();
  private final List<Entry> ended = new ArrayList<>();
  private final Map<Integer, Entry> byOutsidePort = new HashMap<>();
  private Random random = new Random();

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 5000})
  void whoeverIsNamedReallySentTheFlow(long period) {
    int labelled = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      labelled += labelledRightly(seed, period, true);
    }
    assertThat(labelled).as("flows that were labelled").isGreaterThan(WORLDS * FLOWS / 2);
  }

  @Test
  void aWorldWithoutItsTranslationsWouldBeLabelledWrongly() {
    int wrong = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      try {
        labelledRightly(seed, 0, false);
      } catch (AssertionError e) {
        wrong++;
      }
    }
    assertThat(wrong).as("worlds in which translations matter").isGreaterThan(WORLDS / 2);
  }

  private int labelledRightly(long seed, long period, boolean told) {
    random = new Random(seed);
    live();
    Story story = new Story().covering(0, 10_000_000, period, true);
    tellSockets(story, period);
    if (told) {
      tellTranslations(story);
    }
    int labelled = 0;
    for (Sent flow : flows) {
      Label label = ask(story, flow).source();
      if (label.isLabelled()) {
        labelled++;
        assertThat(label.owner()).isNotNull();
        assertThat(label.owner().process()).as("%s", flow).isEqualTo(flow.sender().process());
      }
    }
    return labelled;
  }

  /** Makes the flows, one after the other or at once, and what the kernel makes of them. */
  private void live() {
    flows.clear();
    ended.clear();
    byOutsidePort.clear();
    List<long[]> beginnings = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      long sender = random.nextInt(SENDERS.size());
      beginnings.add(new long[] {1000 + random.nextInt(900_000), sender, random.nextInt(2)});
    }
    beginnings.sort(Comparator.comparingLong(begin -> begin[0]));
    for (long[] begin : beginnings) {
      Sender sender = SENDERS.get((int) begin[1]);
      send(sender, 5353 + (int) begin[2], begin[0], begin[0] + random.nextInt(20_000));
    }
    List.copyOf(byOutsidePort.values()).forEach(entry -> end(entry, Long.MAX_VALUE));
  }

  private void send(Sender sender, int port, long from, long until) {
    Entry entry = liveEntry(sender, port, from);
    if (entry == null) {
      int outside = port;
      while (isTaken(outside, from)) {
        outside++;
      }
      entry = new Entry(sender, port, outside, from);
      byOutsidePort.put(outside, entry);
    }
    entry.lastPacket = Math.max(entry.lastPacket, until);
    flows.add(new Sent(sender, port, entry.outsidePort, from, until));
  }

  private static boolean isExpired(Entry entry, long now) {
    return entry.lastPacket + TIMEOUT < now;
  }

  /** Whoever asks for a port ends the expired entry that has it. */
  private boolean isTaken(int outsidePort, long now) {
    Entry entry = byOutsidePort.get(outsidePort);
    if (entry != null && isExpired(entry, now)) {
      end(entry, now);
      return false;
    }
    return entry != null;
  }

  private void end(Entry entry, long wanted) {
    byOutsidePort.remove(entry.outsidePort);
    entry.ended = Math.min(wanted, entry.lastPacket + TIMEOUT + random.nextInt((int) LAG));
    ended.add(entry);
  }

  private @Nullable Entry liveEntry(Sender sender, int port, long now) {
    for (Entry entry : byOutsidePort.values()) {
      if (entry.sender.equals(sender) && entry.port == port && !isExpired(entry, now)) {
        return entry;
      }
    }
    return null;
  }

  /** Everybody has both ports, some connected; of some sockets no owner was found. */
  private void tellSockets(Story story, long period) {
    for (Sender sender : SENDERS) {
      story.address(sender.address(), 16, sender.netns(), "eth0", 2);
      for (int port = 5353; port < 5355; port++) {
        boolean connected = random.nextBoolean();
        OpenSocket.Builder socket =
            connected
                ? story.socket(Protocol.UDP, sender.address(), port, THERE, 53)
                : story.udp("0.0.0.0", port);
        long seen = period + random.nextInt(900);
        TimeBounds time = period == 0 ? exactly(seen) : between(seen - period, seen);
        boolean owned = random.nextInt(5) > 0;
        Owner[] owners = owned ? new Owner[] {creator(sender.process())} : new Owner[0];
        story.open(socket.netns(sender.netns()), time, owners);
      }
    }
  }

  /** In the order in which the kernel tells. */
  private void tellTranslations(Story story) {
    List<SocketEvent.TranslationChanged> events = new ArrayList<>();
    for (Entry entry : ended) {
      boolean isTranslated = entry.sender.netns() != A || entry.port != entry.outsidePort;
      if (isTranslated) {
        addEvents(entry, events);
      }
    }
    events.sort(Comparator.comparingLong(event -> event.time().at()));
    events.forEach(story.history::onEvent);
  }

  private void addEvents(Entry entry, List<SocketEvent.TranslationChanged> events) {
    Endpoint peer = Endpoint.of(THERE, 53);
    Endpoint inside = Endpoint.of(entry.sender.address(), entry.port);
    Endpoint outside = Endpoint.of(HERE, entry.outsidePort);
    Translation nat = new Translation(Protocol.UDP, A, inside, peer, peer, outside);
    TimeBounds began = between(entry.began - random.nextInt(10), entry.began + random.nextInt(10));
    TimeBounds over = between(entry.ended - random.nextInt(10), entry.ended + random.nextInt(10));
    events.add(new SocketEvent.TranslationChanged(nat, true, began));
    events.add(new SocketEvent.TranslationChanged(nat, false, over));
  }

  private static FlowLabel ask(Story story, Sent flow) {
    Endpoint source = Endpoint.of(HERE, flow.outsidePort());
    Endpoint peer = Endpoint.of(THERE, 53);
    long end = (flow.until() + 1) * MS;
    return story.ask(new FlowRecord(flow.from() * MS, end, MS, 17, source, peer, -1));
  }
}
