package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import org.junit.jupiter.api.Test;

/**
 * Those of NFStream's defects that show in labels, numbered as in {@code
 * dev.flowtruth.core.watch.NfstreamDefectsTest}, which has the others.
 */
class NfstreamDefectsLabelTest {
  private final Story story = new Story();
  private final ProcessRef first = process(10, "first");
  private final ProcessRef second = process(11, "second");

  @Test
  void defect01_addressesThatBeginAlikeAreDifferentFlows() {
    story.open(story.tcp(HERE, 59339, "184.73.244.37", 443), exactly(10), creator(first));
    story.open(story.tcp(HERE, 59339, "185.60.112.157", 443), exactly(10), creator(second));
    assertOwner(story.tcpFlow(HERE, 59339, "184.73.244.37", 443, 11, 20).source(), first);
    assertOwner(story.tcpFlow(HERE, 59339, "185.60.112.157", 443, 11, 20).source(), second);
  }

  @Test
  void defect03_portReuseWithinTheIdleTimeoutGetsTheNewOwner() {
    reuse();
    assertOwner(story.tcpFlow(HERE, 4000, THERE, 443, 30, 40).source(), second);
  }

  @Test
  void defect05_unconnectedUdpIsLabelled() {
    story.open(story.udp("0.0.0.0", 53), exactly(10), creator(first));
    assertOwner(story.udpFlow(THERE, 999, HERE, 53, 11, 20).destination(), first);
  }

  @Test
  void defect06_v4MappedSocketMatchesTheIpv4Flow() {
    story.open(
        story.tcp("::ffff:" + HERE, 80, "::ffff:" + THERE, 999), exactly(10), creator(first));
    assertOwner(story.tcpFlow(THERE, 999, HERE, 80, 11, 20).destination(), first);
  }

  @Test
  void defect07_linkLocalTwinsOnTwoInterfacesAreNotMerged() {
    story.open(story.tcp("fe80::a%3", 4000, "fe80::b%3", 443), exactly(10), creator(first));
    story.open(story.tcp("fe80::a%4", 4000, "fe80::b%4", 443), exactly(10), creator(second));
    Label label = story.tcpFlow("fe80::a", 4000, "fe80::b", 443, 11, 20).source();
    assertThat(label.reason()).isEqualTo(Reason.AMBIGUOUS);
  }

  @Test
  void defect08_aSharedSocketNamesAllHoldersAndGuessesNone() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(first));
    story.appear(socket, exactly(12), Owner.of(second, Role.HOLDER));
    Label label = story.tcpFlow(HERE, 4000, THERE, 443, 11, 20).source();
    assertThat(label.reason()).isEqualTo(Reason.SHARED);
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void defect09_eachEndOfALoopbackFlowHasItsOwnOwner() {
    story.open(story.tcp("127.0.0.1", 4000, "127.0.0.1", 80), exactly(10), creator(first));
    story.open(story.tcp("127.0.0.1", 80, "127.0.0.1", 4000), exactly(10), creator(second));
    FlowLabel label = story.tcpFlow("127.0.0.1", 4000, "127.0.0.1", 80, 11, 20);
    assertOwner(label.source(), first);
    assertOwner(label.destination(), second);
  }

  @Test
  void defect11_aLaterFlowOnTheTupleDoesNotGetTheOldOwnerNorAnEarlierOneTheNew() {
    reuse();
    assertOwner(story.tcpFlow(HERE, 4000, THERE, 443, 12, 18).source(), first);
    assertOwner(story.tcpFlow(HERE, 4000, THERE, 443, 30, 40).source(), second);
  }

  @Test
  void defect13_aFlowThatIsLabelledLongAfterItEndedStillFindsItsOwner() {
    reuse();
    for (int i = 0; i < 1000; i++) {
      story.open(story.tcp(HERE, 5000 + i, THERE, 443), exactly(100 + i), creator(second));
    }
    assertOwner(story.tcpFlow(HERE, 4000, THERE, 443, 12, 18).source(), first);
  }

  @Test
  void defect14_aLabelHasPathStartUserParentsCertaintyOrAReason() {
    ProcessRef whole =
        ProcessRef.builder(new ProcessId(7, 70))
            .name("curl")
            .executable("/usr/bin/curl")
            .startNanos(5)
            .uid(1000)
            .user("ann")
            .build();
    story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(whole));
    FlowLabel label = story.tcpFlow(HERE, 4000, THERE, 443, 11, 20);
    assertOwner(label.source(), whole);
    assertThat(label.source().certainty()).isNotNull();
    assertThat(label.destination().reason()).isEqualTo(Reason.NOT_LOCAL);
  }

  private void reuse() {
    OpenSocket old = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(first));
    story.close(old, exactly(20));
    story.open(story.tcp(HERE, 4000, THERE, 443), exactly(25), creator(second));
  }

  private static void assertOwner(Label label, ProcessRef owner) {
    assertThat(label.owner()).as("%s", label).isNotNull();
    assertThat(label.owner().process()).isEqualTo(owner);
  }
}
