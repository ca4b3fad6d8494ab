package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.A;
import static dev.flowtruth.core.label.Story.B;
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
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LadderTest {
  private final Story story = new Story();
  private final ProcessRef curl = process(10, "curl");
  private final ProcessRef nginx = process(20, "nginx");

  @Test
  void connectedSocketMatchesExactly() {
    open(story.tcp(HERE, 4000, THERE, 443), 10, 50, curl);
    FlowLabel label = story.tcpFlow(HERE, 4000, THERE, 443, 12, 40);
    assertOwner(label.source(), curl, Basis.EXACT, Certainty.CERTAIN);
    assertThat(label.destination().reason()).isEqualTo(Reason.NOT_LOCAL);
  }

  @Test
  void aFlowThatTheToolTurnedRoundKeepsEachEndsOwner() {
    open(story.tcp(HERE, 4000, THERE, 443), 10, 50, curl);
    FlowLabel label = story.tcpFlow(THERE, 443, HERE, 4000, 12, 40);
    assertOwner(label.destination(), curl, Basis.EXACT, Certainty.CERTAIN);
    assertThat(label.source().reason()).isEqualTo(Reason.NOT_LOCAL);
  }

  @Test
  void bothEndsOfALoopbackFlowGetTheirOwnOwner() {
    open(story.tcp("127.0.0.1", 4000, "127.0.0.1", 80), 10, 50, curl);
    open(story.tcp("127.0.0.1", 80, "127.0.0.1", 4000), 10, 50, nginx);
    FlowLabel label = story.tcpFlow("127.0.0.1", 4000, "127.0.0.1", 80, 11, 40);
    assertOwner(label.source(), curl, Basis.EXACT, Certainty.CERTAIN);
    assertOwner(label.destination(), nginx, Basis.EXACT, Certainty.CERTAIN);
  }

  @Test
  void v4MappedSocketMatchesTheIpv4Flow() {
    open(story.tcp("::ffff:" + HERE, 4000, "::ffff:" + THERE, 443), 10, 50, curl);
    assertOwner(
        story.tcpFlow(HERE, 4000, THERE, 443, 12, 40).source(),
        curl,
        Basis.EXACT,
        Certainty.CERTAIN);
  }

  @Test
  void unconnectedUdpSocketMatchesByLocalEndpoint() {
    open(story.udp(HERE, 5353), 10, 50, curl);
    assertOwner(
        story.udpFlow(HERE, 5353, THERE, 53, 12, 40).source(),
        curl,
        Basis.LOCAL_ENDPOINT,
        Certainty.CERTAIN);
  }

  @Test
  void unconnectedUdpSocketMatchesByWildcardAddress() {
    open(story.udp("0.0.0.0", 53), 10, 50, nginx);
    assertOwner(
        story.udpFlow(THERE, 999, HERE, 53, 12, 40).destination(),
        nginx,
        Basis.WILDCARD,
        Certainty.CERTAIN);
  }

  @Test
  void wildcardNeedsAnAddressOfTheHost() {
    open(story.udp("0.0.0.0", 53), 10, 50, nginx);
    assertThat(story.udpFlow(HERE, 999, "8.8.8.8", 53, 12, 40).destination().reason())
        .isEqualTo(Reason.NOT_LOCAL);
  }

  @Test
  void wildcardNeedsTheAddressInItsOwnNamespace() {
    story.address("10.9.9.9", 24, B, "eth0", 2);
    open(story.udp("0.0.0.0", 53), 10, 50, nginx);
    assertThat(story.udpFlow(THERE, 999, "10.9.9.9", 53, 12, 40).destination().reason())
        .isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void dualStackWildcardReceivesIpv4UnlessItIsV6Only() {
    open(story.udp("::", 53), 10, 50, nginx);
    assertOwner(
        story.udpFlow(THERE, 999, HERE, 53, 12, 40).destination(),
        nginx,
        Basis.WILDCARD,
        Certainty.CERTAIN);
    open(story.udp("::", 54).v6Only(true), 10, 50, nginx);
    assertThat(story.udpFlow(THERE, 999, HERE, 54, 12, 40).destination().reason())
        .isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void connectedSocketWinsOverTheWildcardOne() {
    open(story.udp("0.0.0.0", 53), 10, 50, nginx);
    open(
        story.socket(Protocol.UDP, HERE, 53, THERE, 999).state(SocketState.ESTABLISHED),
        10,
        50,
        curl);
    assertOwner(
        story.udpFlow(THERE, 999, HERE, 53, 12, 40).destination(),
        curl,
        Basis.EXACT,
        Certainty.CERTAIN);
  }

  @Test
  void lateResetIsGivenToTheSocketThatHadTheTupleLast() {
    open(story.tcp(HERE, 4000, THERE, 443), 10, 50, nginx);
    open(story.tcp(HERE, 4000, THERE, 443), 60, 70, curl);
    assertOwner(
        story.tcpFlow(HERE, 4000, THERE, 443, 500, 501).source(),
        curl,
        Basis.RECENT,
        Certainty.UNSURE);
  }

  @Test
  void recentEndsAfterItsTime() {
    open(story.tcp(HERE, 4000, THERE, 443), 60, 70, curl);
    assertThat(story.tcpFlow(HERE, 4000, THERE, 443, 60_072, 60_073).source().reason())
        .isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void recentNeedsASourceThatMissesNoSocket() {
    story.covering(0, 100_000, 100, false);
    open(story.tcp(HERE, 4000, THERE, 443), 60, 70, curl);
    assertThat(story.tcpFlow(HERE, 4000, THERE, 443, 500, 501).source().reason())
        .isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void recentIsNotTakenAcrossALoss() {
    open(story.tcp(HERE, 4000, THERE, 443), 60, 70, curl);
    story.lost(200, 300);
    assertThat(story.tcpFlow(HERE, 4000, THERE, 443, 500, 501).source().isLabelled()).isFalse();
  }

  @Test
  void listenerIsNamedButNoLabelUnlessAccepted() {
    OpenSocket.Builder listener =
        story.socket(Protocol.TCP, "0.0.0.0", 80, "0.0.0.0", 0).state(SocketState.LISTEN);
    story.open(listener, TimeBounds.by(0), Owner.of(nginx, Role.LISTENER));
    Label label = story.tcpFlow(THERE, 999, HERE, 80, 12, 40).destination();
    assertThat(label.reason()).isEqualTo(Reason.LISTENER_ONLY);
    assertThat(label.owners()).containsExactly(new LabelledOwner(nginx, Role.LISTENER));

    story.asking(new MatchOptions(0, null, Duration.ofSeconds(60), true));
    Label accepted = story.tcpFlow(THERE, 999, HERE, 80, 12, 40).destination();
    assertThat(accepted.basis()).isEqualTo(Basis.LISTENER);
  }

  @Test
  void translatedFlowMatchesTheSocketInside() {
    open(story.tcp("172.17.0.2", 4000, THERE, 443).netns(B), 10, 50, curl);
    story.history.onEvent(
        new SocketEvent.TranslationChanged(
            new Translation(
                Protocol.TCP,
                A,
                Endpoint.of("172.17.0.2", 4000),
                Endpoint.of(THERE, 443),
                Endpoint.of(THERE, 443),
                Endpoint.of(HERE, 61000)),
            true,
            exactly(10)));
    assertOwner(
        story.tcpFlow(HERE, 61000, THERE, 443, 12, 40).source(),
        curl,
        Basis.NAT,
        Certainty.CERTAIN);
  }

  @Test
  void publishedPortMatchesTheServerInside() {
    open(story.tcp("172.17.0.2", 80, THERE, 999).netns(B), 10, 50, nginx);
    story.history.onEvent(
        new SocketEvent.TranslationChanged(
            new Translation(
                Protocol.TCP,
                A,
                Endpoint.of(THERE, 999),
                Endpoint.of(HERE, 8080),
                Endpoint.of("172.17.0.2", 80),
                Endpoint.of(THERE, 999)),
            true,
            exactly(10)));
    assertOwner(
        story.tcpFlow(THERE, 999, HERE, 8080, 12, 40).destination(),
        nginx,
        Basis.NAT,
        Certainty.CERTAIN);
  }

  @Test
  void rawSocketIsNoCandidateForATcpFlow() {
    story.open(story.socket(Protocol.raw(6), HERE, 0, "0.0.0.0", 0), exactly(10), creator(curl));
    assertThat(story.tcpFlow(HERE, 4000, THERE, 443, 12, 40).source().reason())
        .isEqualTo(Reason.NEVER_SEEN);
  }

  @Test
  void multicastHeldByTwoReceiversIsShared() {
    open(story.udp("0.0.0.0", 5353), 10, 50, curl);
    open(story.udp("239.1.2.3", 5353), 10, 50, nginx);
    Label label = story.udpFlow(THERE, 999, "239.1.2.3", 5353, 12, 40).destination();
    assertThat(label.reason()).isEqualTo(Reason.SHARED);
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void broadcastOfTheHostsNetworkReachesTheWildcardSocket() {
    open(story.udp("0.0.0.0", 68), 10, 50, curl);
    assertOwner(
        story.udpFlow(THERE, 67, "10.0.0.255", 68, 12, 40).destination(),
        curl,
        Basis.WILDCARD,
        Certainty.CERTAIN);
  }

  @Test
  void interfaceDecidesBetweenLinkLocalTwins() {
    story.address("fe80::a", 64, A, "va1", 3).address("fe80::a", 64, A, "va2", 4);
    open(story.tcp("fe80::a%3", 4000, "fe80::b%3", 443), 10, 50, curl);
    open(story.tcp("fe80::a%4", 4000, "fe80::b%4", 443), 10, 50, nginx);
    assertThat(story.tcpFlow("fe80::a", 4000, "fe80::b", 443, 12, 40).source().reason())
        .isEqualTo(Reason.AMBIGUOUS);
    story.asking(new MatchOptions(0, "va2", Duration.ofSeconds(60), false));
    assertOwner(
        story.tcpFlow("fe80::a", 4000, "fe80::b", 443, 12, 40).source(),
        nginx,
        Basis.EXACT,
        Certainty.CERTAIN);
  }

  @Test
  void resetConnectionsThatNoLookSawCompeteForTheirTuple() {
    OpenSocket reset = story.open(story.tcp(HERE, 7300, THERE, 0), between(10, 20));
    story.close(reset, between(10, 20));
    assertThat(story.tcpFlow(HERE, 7300, THERE, 80, 11, 14).source().reason())
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);

    story.open(story.tcp(HERE, 7300, THERE, 80), between(10, 20), creator(nginx));
    Label early = story.tcpFlow(HERE, 7300, THERE, 80, 11, 14).source();
    assertThat(early.reason()).isEqualTo(Reason.AMBIGUOUS);
    assertOwner(
        story.tcpFlow(HERE, 7300, THERE, 80, 19, 40).source(),
        nginx,
        Basis.EXACT,
        Certainty.BOUNDED);
  }

  @Test
  void linkLocalTwinThatOpenedWithinTheResolutionStillCompetes() {
    story.address("fe80::a", 64, A, "va1", 3).address("fe80::a", 64, A, "va2", 4);
    open(story.tcp("fe80::a%3", 4000, "fe80::b%3", 443), 7, 50, curl);
    OpenSocket late = story.tcp("fe80::a%4", 4000, "fe80::b%4", 443).build();
    story.open(late.toBuilder(), TimeBounds.exact(12_400_000), creator(nginx));
    Endpoint source = Endpoint.of("fe80::a", 4000);
    Endpoint destination = Endpoint.of("fe80::b", 443);
    FlowRecord inOneMillisecond =
        new FlowRecord(12_000_000, 13_000_000, 1_000_000, 6, source, destination, -1);
    assertThat(story.ask(inOneMillisecond).source().reason()).isEqualTo(Reason.AMBIGUOUS);
  }

  @Test
  void sameTupleInTwoNamespacesIsAmbiguousUntilOneIsNamed() {
    open(story.tcp("127.0.0.1", 4000, "127.0.0.1", 80), 10, 50, curl);
    open(story.tcp("127.0.0.1", 4000, "127.0.0.1", 80).netns(B), 10, 50, nginx);
    Label any = story.tcpFlow("127.0.0.1", 4000, "127.0.0.1", 80, 12, 40).source();
    assertThat(any.reason()).isEqualTo(Reason.AMBIGUOUS);
    assertThat(any.owners()).hasSize(2);
    story.asking(new MatchOptions(B, null, Duration.ofSeconds(60), false));
    assertOwner(
        story.tcpFlow("127.0.0.1", 4000, "127.0.0.1", 80, 12, 40).source(),
        nginx,
        Basis.EXACT,
        Certainty.CERTAIN);
  }

  @Test
  void polledOwnershipIsBounded() {
    story.covering(0, 1000, 10, true);
    OpenSocket socket =
        story.open(story.tcp(HERE, 4000, THERE, 443), between(5, 15), creator(curl));
    story.close(socket, between(45, 55));
    assertOwner(
        story.tcpFlow(HERE, 4000, THERE, 443, 8, 50).source(),
        curl,
        Basis.EXACT,
        Certainty.BOUNDED);
  }

  private void open(OpenSocket.Builder socket, long fromMs, long untilMs, ProcessRef owner) {
    story.close(story.open(socket, exactly(fromMs), creator(owner)), exactly(untilMs));
  }

  private static void assertOwner(Label label, ProcessRef owner, Basis basis, Certainty certainty) {
    assertThat(label.owner()).as("%s", label).isNotNull();
    assertThat(label.owner().process()).isEqualTo(owner);
    assertThat(label.basis()).isEqualTo(basis);
    assertThat(label.certainty()).isEqualTo(certainty);
  }
}
