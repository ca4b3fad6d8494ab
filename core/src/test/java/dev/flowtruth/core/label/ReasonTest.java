package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.between;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {
  private final Story story = new Story();
  private final ProcessRef parent = process(10, "parent");
  private final ProcessRef child = process(11, "child");

  @Test
  void protocolsThatNoSocketCarriesSaySo() {
    assertThat(story.flow(0, "8.6.0.1", 0, "8.0.6.4", 0, 1, 2).source().reason())
        .isEqualTo(Reason.NOT_A_SOCKET_PROTOCOL);
    assertThat(story.flow(2, HERE, 0, "224.0.0.22", 0, 1, 2).source().reason())
        .isEqualTo(Reason.NOT_A_SOCKET_PROTOCOL);
  }

  @Test
  void aSocketHeldByParentAndChildIsShared() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    story.appear(socket, exactly(20), Owner.of(child, Role.HOLDER));
    Label label = source(15, 40);
    assertThat(label.reason()).isEqualTo(Reason.SHARED);
    assertThat(label.owners())
        .containsExactly(
            new LabelledOwner(parent, Role.CREATOR), new LabelledOwner(child, Role.HOLDER));
  }

  @Test
  void whoIsKnownToHaveSpokenOwnsASharedSocket() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    story.appear(socket, exactly(20), new Owner(child, Role.HOLDER, true));
    Label label = source(15, 40);
    assertThat(label.owner()).isEqualTo(new LabelledOwner(child, Role.HOLDER));
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void theChildAloneOwnsWhatTheParentLetGo() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    socket = story.appear(socket, exactly(20), Owner.of(child, Role.HOLDER));
    story.leave(socket, exactly(25), creator(parent));
    assertThat(source(30, 40).owner()).isEqualTo(new LabelledOwner(child, Role.HOLDER));
    assertThat(source(15, 40).reason()).isEqualTo(Reason.SHARED);
  }

  @Test
  void anOrphanStaysWithWhoLetItGoLast() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    story.leave(socket, exactly(25), creator(parent));
    assertThat(source(30, 40).owner()).isEqualTo(new LabelledOwner(parent, Role.CREATOR));
  }

  @Test
  void aSocketInFlightGoesToItsReceiver() {
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    socket = story.leave(socket, exactly(25), creator(parent));
    story.history.onEvent(
        new SocketEvent.OwnerChanged(
            socket.withOwnership(Ownership.of(Owner.of(child, Role.HOLDER))),
            List.of(Owner.of(child, Role.HOLDER)),
            List.of(),
            exactly(27)));
    assertThat(source(30, 40).owner()).isEqualTo(new LabelledOwner(child, Role.HOLDER));
  }

  @Test
  void afterAnExecTheImageAtTheBeginningCounts() {
    ProcessRef before = ProcessRef.builder(new ProcessId(7, 70)).name("loader").build();
    ProcessRef after = ProcessRef.builder(new ProcessId(7, 70)).name("payload").build();
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(before));
    story.appear(socket, exactly(20), creator(after));
    Label label = source(12, 40);
    assertThat(label.owner()).isEqualTo(new LabelledOwner(before, Role.CREATOR));
    assertThat(label.owners())
        .containsExactly(
            new LabelledOwner(before, Role.CREATOR), new LabelledOwner(after, Role.CREATOR));
    assertThat(source(25, 40).owner()).isEqualTo(new LabelledOwner(after, Role.CREATOR));
  }

  @Test
  void twoUsersInSequenceWithinOneRowAreAmbiguous() {
    closed(10, 20, parent);
    closed(25, 50, child);
    assertThat(source(12, 40).reason()).isEqualTo(Reason.AMBIGUOUS);
    assertThat(source(12, 18).owner()).isEqualTo(new LabelledOwner(parent, Role.CREATOR));
    assertThat(source(27, 40).owner()).isEqualTo(new LabelledOwner(child, Role.CREATOR));
  }

  @Test
  void aSocketThatTouchesTheFlowOnlyWithinItsResolutionDoesNotCompete() {
    closed(10, 20, parent);
    closed(20, 50, child);
    assertThat(source(20, 40).owner()).isEqualTo(new LabelledOwner(child, Role.CREATOR));
  }

  @Test
  void whatThePollsSawGoneDoesNotCompeteWithItsSuccessor() {
    OpenSocket first =
        story.open(story.tcp(HERE, 4000, THERE, 443), between(5, 10), creator(parent));
    story.close(first, between(20, 30));
    story.open(story.tcp(HERE, 4000, THERE, 443), between(20, 30), creator(child));
    assertThat(source(27, 60).owner()).isEqualTo(new LabelledOwner(child, Role.CREATOR));
  }

  @Test
  void oneProcessWithTwoSocketsOnATupleIsOneAnswer() {
    closed(10, 20, parent);
    closed(25, 50, parent);
    assertThat(source(12, 40).owner()).isEqualTo(new LabelledOwner(parent, Role.CREATOR));
  }

  @Test
  void reuseportSocketsOfDifferentProcessesAreAmbiguous() {
    story.open(story.udp("0.0.0.0", 53), exactly(1), creator(parent));
    story.open(story.udp("0.0.0.0", 53), exactly(1), creator(child));
    Label label = story.udpFlow(THERE, 999, HERE, 53, 12, 40).destination();
    assertThat(label.reason()).isEqualTo(Reason.AMBIGUOUS);
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void whatCameAndWentWithoutOwnerSaysSo() {
    story.close(story.open(story.tcp(HERE, 4000, THERE, 443), between(10, 20)), exactly(20));
    assertThat(source(15, 18).reason()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void whatMayHaveCarriedTheFlowIsNoAnswerWhereAnotherMayHaveBeenMissed() {
    closedByPolls(Protocol.UDP);
    assertThat(polled(Protocol.UDP, 25).owner()).isNotNull();
    story.covering(0, 100, 10, false);
    assertThat(polled(Protocol.UDP, 25).reason()).isEqualTo(Reason.NEVER_SEEN);
    assertThat(polled(Protocol.UDP, 15).owner()).as("of a flow that it surely had").isNotNull();
  }

  @Test
  void theEndsThatPollsHearOfAreThoseOfTcpAndUdpAlone() {
    closedByPolls(Protocol.UDPLITE);
    story.covering(0, 100, 10, true);
    assertThat(polled(Protocol.UDPLITE, 25).reason()).isEqualTo(Reason.NEVER_SEEN);
    story.covering(0, 100, 0, true);
    assertThat(polled(Protocol.UDPLITE, 25).owner()).as("by events").isNotNull();
  }

  /** Seen at 10 and at 20, and not any more at 30. */
  private void closedByPolls(Protocol protocol) {
    OpenSocket socket =
        story.open(story.socket(protocol, HERE, 4000, THERE, 443), between(0, 10), creator(parent));
    story.close(socket, between(20, 30));
    story.covering(0, 100, 10, true);
  }

  private Label polled(Protocol protocol, long ms) {
    return story.flow(protocol.number(), HERE, 4000, THERE, 443, ms, ms + 1).source();
  }

  @Test
  void absenceOfTheOwnerKeepsItsReason() {
    for (Reason reason : List.of(Reason.KERNEL, Reason.NO_PERMISSION, Reason.TIME_WAIT)) {
      Story one = new Story();
      one.open(one.tcp(HERE, 4000, THERE, 443).ownership(Ownership.absent(reason)), exactly(10));
      assertThat(one.tcpFlow(HERE, 4000, THERE, 443, 15, 18).source().reason()).isEqualTo(reason);
    }
  }

  @Test
  void icmpRepliesAreTheKernels() {
    FlowRecord echo = new FlowRecord(10, 20, 1, 1, Endpoint.of(THERE, 8), Endpoint.of(HERE, 0), 8);
    assertThat(story.ask(echo).destination().reason()).isEqualTo(Reason.KERNEL);
    assertThat(story.ask(echo).source().reason()).isEqualTo(Reason.NOT_LOCAL);
  }

  @Test
  void portUnreachableIsNotBlamedOnARawSocket() {
    story.open(
        story.socket(Protocol.raw(1), "0.0.0.0", 0, "0.0.0.0", 0), exactly(1), creator(parent));
    FlowRecord unreachable =
        new FlowRecord(
            10 * Story.MS, 20 * Story.MS, 1, 1, Endpoint.of(HERE, 3), Endpoint.of(THERE, 3), 3);
    assertThat(story.ask(unreachable).source().reason()).isEqualTo(Reason.KERNEL);
  }

  @Test
  void aRawSocketAloneProvesNothingAboutUntypedIcmp() {
    story.open(
        story.socket(Protocol.raw(1), "0.0.0.0", 0, "0.0.0.0", 0), exactly(1), creator(parent));
    Label label = story.flow(1, HERE, 0, THERE, 0, 12, 40).source();
    assertThat(label.reason()).isEqualTo(Reason.AMBIGUOUS);
    assertThat(label.owners()).hasSize(1);
  }

  @Test
  void aPingSocketAloneProvesNothingAboutUntypedIcmp() {
    story.open(story.socket(Protocol.ICMP6, "::", 77, "::", 0), exactly(1), creator(parent));
    story.address("fd77::1", 64, Story.A, "eth0", 2);
    Label discovery = story.flow(58, "fd77::1", 0, "ff02::1:ff00:2", 0, 12, 40).source();
    assertThat(discovery.isLabelled()).isFalse();
  }

  @Test
  void anEchoRequestBelongsToItsRawSocket() {
    story.open(
        story.socket(Protocol.raw(1), "0.0.0.0", 1, "0.0.0.0", 0), exactly(1), creator(parent));
    FlowRecord echo =
        new FlowRecord(
            10 * Story.MS, 20 * Story.MS, 1, 1, Endpoint.of(HERE, 8), Endpoint.of(THERE, 0), 8);
    assertThat(story.ask(echo).source().owner()).isEqualTo(new LabelledOwner(parent, Role.CREATOR));
  }

  @Test
  void timeOutsideTheRecordingIsToldApart() {
    story.covering(100, 200, 10, true);
    assertThat(source(10, 50).reason()).isEqualTo(Reason.BEFORE_RECORDING);
    assertThat(source(300, 350).reason()).isEqualTo(Reason.AFTER_RECORDING);
    assertThat(source(120, 150).reason()).isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void aSocketOfBeforeTheRecordingIsNobodysBeforeIt() {
    story.covering(100, 200, 10, true);
    story.open(story.tcp(HERE, 4000, THERE, 443), TimeBounds.by(100 * Story.MS), creator(parent));
    assertThat(source(10, 50).reason()).isEqualTo(Reason.BEFORE_RECORDING);
    assertThat(source(50, 150).certainty()).isEqualTo(Certainty.UNSURE);
    assertThat(source(120, 150).certainty()).isEqualTo(Certainty.BOUNDED);
  }

  @Test
  void anOpenSocketIsNobodysAfterTheRecording() {
    story.covering(0, 200, 10, true);
    story.open(story.tcp(HERE, 4000, THERE, 443), exactly(10), creator(parent));
    assertThat(source(300, 350).reason()).isEqualTo(Reason.AFTER_RECORDING);
  }

  @Test
  void hiddenNamespaceComesBeforeLoss() {
    story.hidden(0, 100).lost(0, 100);
    assertThat(source(10, 50).reason()).isEqualTo(Reason.OTHER_NAMESPACE);
  }

  @Test
  void lossIsTheReasonWhereItTouchesAndMakesLabelsUnsure() {
    story.lost(20, 30);
    assertThat(source(10, 50).reason()).isEqualTo(Reason.LOST_EVENTS);
    assertThat(source(40, 50).reason()).isEqualTo(Reason.NEVER_SEEN);
    closed(5, 60, parent);
    assertThat(source(10, 50).certainty()).isEqualTo(Certainty.UNSURE);
    assertThat(source(40, 50).certainty()).isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void whereEventsTellEverythingALossExplainsTheMissingOwner() {
    story.covering(0, 200, 0, true).lost(20, 30);
    story.close(story.open(story.tcp(HERE, 4000, THERE, 443), exactly(15)), exactly(60));
    assertThat(source(40, 50).reason()).isEqualTo(Reason.LOST_EVENTS);
  }

  @Test
  void pollsMissOwnersWithoutAnyLoss() {
    story.covering(0, 200, 10, true).lost(20, 30);
    story.close(story.open(story.tcp(HERE, 4000, THERE, 443), exactly(15)), exactly(60));
    assertThat(source(40, 50).reason()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void aLossExplainsTheSocketThatMayHaveGoneOnIntoTheNextOnesLife() {
    story.covering(0, 200, 0, true).lost(20, 30);
    OpenSocket before = story.open(story.tcp(HERE, 4000, THERE, 443), exactly(5), creator(parent));
    story.close(before, Story.between(20, 45));
    OpenSocket next =
        story.open(story.tcp(HERE, 4000, THERE, 443), Story.between(20, 48), creator(child));
    story.close(next, exactly(60));
    Label label = source(40, 44);
    assertThat(label.reason()).isEqualTo(Reason.LOST_EVENTS);
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void twinsThatSurelyLivedAtOneTimeAreAmbiguousBesideAnyLoss() {
    story.covering(0, 200, 0, true).lost(20, 30);
    closed(5, 60, parent);
    closed(5, 60, child);
    assertThat(source(40, 50).reason()).isEqualTo(Reason.AMBIGUOUS);
  }

  @Test
  void whoAppearsAtASocketOfUnknownAgeMayHaveHadItSinceItWasSeen() {
    story.covering(0, 200, 0, true);
    OpenSocket socket = story.open(story.tcp(HERE, 4000, THERE, 443), TimeBounds.by(10 * Story.MS));
    socket = story.appear(socket, TimeBounds.by(40 * Story.MS), creator(parent));
    story.close(socket, exactly(60));
    Label label = source(20, 30);
    assertThat(label.owner()).isEqualTo(new LabelledOwner(parent, Role.CREATOR));
    assertThat(label.certainty()).isNotEqualTo(Certainty.CERTAIN);
  }

  @Test
  void forgottenIntervalsAreLostEventsAndNoWeakerRungIsTried() {
    Story small = new Story(new HistoryLimits(1, Duration.ofDays(1)));
    small.open(small.udp("0.0.0.0", 53), exactly(1), creator(parent));
    for (int i = 0; i < 3; i++) {
      OpenSocket socket =
          small.open(
              small.socket(Protocol.UDP, HERE, 53, THERE, 1000 + i),
              exactly(10 + 10 * i),
              creator(child));
      small.close(socket, exactly(15 + 10 * i));
    }
    assertThat(small.history.forgotten()).isEqualTo(2);
    assertThat(small.udpFlow(THERE, 1000, HERE, 53, 11, 14).destination().reason())
        .isEqualTo(Reason.LOST_EVENTS);
    assertThat(small.udpFlow(THERE, 1002, HERE, 53, 31, 34).destination().basis())
        .isEqualTo(Basis.EXACT);
    assertThat(small.udpFlow(THERE, 7777, HERE, 53, 31, 34).destination().basis())
        .isEqualTo(Basis.WILDCARD);
  }

  private void closed(long fromMs, long untilMs, ProcessRef owner) {
    OpenSocket socket =
        story.open(story.tcp(HERE, 4000, THERE, 443), exactly(fromMs), creator(owner));
    story.close(socket, exactly(untilMs));
  }

  private Label source(long fromMs, long toMs) {
    return story.tcpFlow(HERE, 4000, THERE, 443, fromMs, toMs).source();
  }
}
