package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.A;
import static dev.flowtruth.core.label.Story.B;
import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.between;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Translation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Flows through address translations: A is the host, which translates; B and C are containers.
 * Numbers are seconds where they are not ports.
 */
class TranslationTest extends TranslationStory {
  @Test
  void aTranslatedFlowIsNotTheHostsWildcardSocketsOnTheSamePort() {
    open(story.udp("0.0.0.0", 5353), avahi);
    open(story.udp("0.0.0.0", 5353).netns(B), inner);
    story.translated(masquerade(INSIDE, 5353, 5353), exactly(10_000));
    assertOwner(udp(HERE, 5353, THERE, 53, 10, 12).source(), inner, Basis.NAT);
  }

  @Test
  void norIsItWhenTheSocketInsideWasMissed() {
    open(story.udp("0.0.0.0", 5353), avahi);
    story.translated(masquerade(INSIDE, 5353, 5353), exactly(10_000));
    assertReason(udp(HERE, 5353, THERE, 53, 10, 12).source(), Reason.NEVER_SEEN);
  }

  @Test
  void theFirstPacketMayBeCapturedJustBeforeTheTranslationIsKnown() {
    open(story.udp("0.0.0.0", 5300), proxy);
    open(story.udp("0.0.0.0", 53).netns(B), inner);
    story.translated(published(Protocol.UDP, 5300, 53), exactly(10_050));
    assertOwner(udp(THERE, 999, HERE, 5300, 10, 12).destination(), inner, Basis.NAT);
  }

  @Test
  void whatTheHostSentBeforeTheTranslationBeganMakesARowAmbiguous() {
    open(story.udp("0.0.0.0", 5353), avahi);
    open(story.udp("0.0.0.0", 5353).netns(B), inner);
    story.translated(masquerade(INSIDE, 5353, 5353), exactly(10_000));
    Label label = udp(HERE, 5353, THERE, 53, 2, 12).source();
    assertReason(label, Reason.AMBIGUOUS);
    assertThat(label.owners()).hasSize(2);
  }

  @Test
  void aTranslatedFlowIsNotTheHostsConnectedSocketsWhichTheKernelMovesToAnotherPort() {
    open(story.socket(Protocol.UDP, HERE, 123, THERE, 123), avahi);
    open(story.socket(Protocol.UDP, INSIDE, 123, THERE, 123).netns(B), inner);
    story.translated(ntp(INSIDE, 123), exactly(10_000)).translated(ntp(HERE, 124), exactly(11_000));
    assertOwner(udp(HERE, 123, THERE, 123, 10, 12).source(), inner, Basis.NAT);
    assertOwner(udp(HERE, 124, THERE, 123, 11, 12).source(), avahi, Basis.NAT);
  }

  @Test
  void norIsItWhenTheOtherOneWasMissed() {
    open(story.socket(Protocol.UDP, HERE, 123, THERE, 123), avahi);
    story.translated(ntp(INSIDE, 123), exactly(10_000));
    assertReason(udp(HERE, 123, THERE, 123, 10, 12).source(), Reason.NEVER_SEEN);
  }

  @Test
  void aConnectedSocketAndATranslationAfterItMakeARowAmbiguous() {
    OpenSocket first = story.socket(Protocol.UDP, HERE, 123, THERE, 123).build();
    story.close(story.open(first.toBuilder(), exactly(1), creator(avahi)), exactly(20_000));
    open(story.socket(Protocol.UDP, INSIDE, 123, THERE, 123).netns(B), inner);
    story.translated(ntp(INSIDE, 123), exactly(60_000));
    Label both = udp(HERE, 123, THERE, 123, 10, 70).source();
    assertReason(both, Reason.AMBIGUOUS);
    assertThat(both.owners()).hasSize(2);
    assertOwner(udp(HERE, 123, THERE, 123, 10, 20).source(), avahi, Basis.EXACT);
  }

  @Test
  void afterTheTranslationThePortIsTheHostsAgain() {
    open(story.udp("0.0.0.0", 5353), avahi);
    Translation nat = masquerade(INSIDE, 5353, 5353);
    story.translated(nat, exactly(10_000)).untranslated(nat, exactly(50_000));
    assertOwner(udp(HERE, 5353, THERE, 53, 60, 61).source(), avahi, Basis.WILDCARD);
  }

  @Test
  void nobodyIsSureOnceTheTranslationMayHaveExpired() {
    open(story.udp("0.0.0.0", 5353), avahi);
    open(story.udp("0.0.0.0", 5353).netns(B), inner);
    Translation nat = masquerade(INSIDE, 5353, 5353);
    story.translated(nat, exactly(10_000)).untranslated(nat, between(40_000, 160_000));
    assertOwner(udp(HERE, 5353, THERE, 53, 39, 40).source(), inner, Basis.NAT);
    assertReason(udp(HERE, 5353, THERE, 53, 100, 101).source(), Reason.AMBIGUOUS);
  }

  @Test
  void eachUserOfATranslatedPortGetsTheFlowsOfItsTime() {
    open(story.tcp(INSIDE, 4000, THERE, 53).netns(B), inner);
    open(story.tcp(SECOND, 4000, THERE, 53).netns(C), other);
    Translation first = tcp(INSIDE, 4000);
    story.translated(first, exactly(10_000)).untranslated(first, exactly(20_000));
    story.translated(tcp(SECOND, 4000), exactly(30_000));
    assertOwner(tcpFlow(HERE, 4000, THERE, 53, 10, 12).source(), inner, Basis.NAT);
    assertOwner(tcpFlow(HERE, 4000, THERE, 53, 30, 32).source(), other, Basis.NAT);
    assertReason(tcpFlow(HERE, 4000, THERE, 53, 22, 25).source(), Reason.NEVER_SEEN);
  }

  @Test
  void nobodyIsNamedWhereTwoZonesGiveOneTupleToTwoFlows() {
    open(story.tcp(INSIDE, 4000, THERE, 53).netns(B), inner);
    story.translated(tcp(INSIDE, 4000), exactly(10_000));
    story.translated(tcp("192.168.1.50", 4000), exactly(10_001));
    Label label = tcpFlow(HERE, 4000, THERE, 53, 10, 12).source();
    assertReason(label, Reason.AMBIGUOUS);
    assertThat(label.owners()).containsExactly(new LabelledOwner(inner, Role.CREATOR));
  }

  @Test
  void theSameTranslationMayBeginAnewAsTheLastOneEnds() {
    open(story.udp("0.0.0.0", 5353).netns(B), inner);
    Translation nat = masquerade(INSIDE, 5353, 5353);
    story.translated(nat, exactly(5000)).untranslated(nat, exactly(10_010));
    story.translated(nat, exactly(10_020));
    assertOwner(udp(HERE, 5353, THERE, 53, 10, 12).source(), inner, Basis.NAT);
  }

  @Test
  void aClientBehindARecordedRouterIsNotLocal() {
    open(story.udp("0.0.0.0", 5353), avahi);
    story.translated(masquerade("192.168.1.50", 5353, 5353), exactly(10_000));
    assertReason(udp(HERE, 5353, THERE, 53, 10, 12).source(), Reason.NOT_LOCAL);
  }

  @Test
  void aContainerThatCouldNotBeEnteredIsElsewhere() {
    story.hidden(0, 100_000);
    story.translated(masquerade("172.17.0.77", 4000, 4000), exactly(10_000));
    assertReason(udp(HERE, 4000, THERE, 53, 10, 12).source(), Reason.OTHER_NAMESPACE);
  }

  @Test
  void aRedirectedQueryBelongsToTheHostsResolver() {
    open(story.udp("0.0.0.0", 53), avahi);
    story.translated(
        translation(Protocol.UDP, SECOND, 999, "8.8.8.8", 53, GATEWAY, 53, SECOND, 999),
        exactly(10_000));
    assertOwner(udp(SECOND, 999, "8.8.8.8", 53, 10, 12).destination(), avahi, Basis.NAT);
  }

  @Test
  void aHairpinIsUndoneWhereverItIsCaptured() {
    open(story.tcp(INSIDE, 4000, HERE, 8080).netns(B), inner);
    open(story.tcp(SECOND, 80, GATEWAY, 61000).netns(C), other);
    story.translated(
        translation(Protocol.TCP, INSIDE, 4000, HERE, 8080, SECOND, 80, GATEWAY, 61000),
        exactly(10_000));
    FlowLabel atTheClient = tcpFlow(INSIDE, 4000, HERE, 8080, 10, 12);
    assertOwner(atTheClient.source(), inner, Basis.EXACT);
    assertOwner(atTheClient.destination(), other, Basis.NAT);
    FlowLabel atTheServer = tcpFlow(GATEWAY, 61000, SECOND, 80, 10, 12);
    assertOwner(atTheServer.source(), inner, Basis.NAT);
    assertOwner(atTheServer.destination(), other, Basis.EXACT);
    FlowLabel turned = tcpFlow(SECOND, 80, GATEWAY, 61000, 10, 12);
    assertOwner(turned.destination(), inner, Basis.NAT);
    assertOwner(turned.source(), other, Basis.EXACT);
  }

  @Test
  void theNamespaceOfTheCaptureDoesNotHideTheSocketInside() {
    open(story.tcp(INSIDE, 4000, THERE, 53).netns(B), inner);
    story.translated(tcp(INSIDE, 4000), exactly(10_000));
    story.asking(new MatchOptions(A, null, Duration.ofSeconds(60), false));
    assertOwner(tcpFlow(HERE, 4000, THERE, 53, 10, 12).source(), inner, Basis.NAT);
  }

  @Test
  void twoTranslationsBehindOneAnotherAreUndone() {
    open(story.tcp("10.88.0.5", 4000, THERE, 443).netns(C), inner);
    story.translated(
        in(B, translation(Protocol.TCP, "10.88.0.5", 4000, THERE, 443, THERE, 443, INSIDE, 50000)),
        exactly(10_000));
    story.translated(
        translation(Protocol.TCP, INSIDE, 50000, THERE, 443, THERE, 443, HERE, 61000),
        exactly(10_000));
    assertOwner(tcpFlow(HERE, 61000, THERE, 443, 10, 12).source(), inner, Basis.NAT);
    assertOwner(tcpFlow(INSIDE, 50000, THERE, 443, 10, 12).source(), inner, Basis.NAT);
  }

  @Test
  void theSecondTranslationMayBeOfAnotherRecordedHost() {
    Story machine = new Story();
    machine.address("10.88.0.5", 24, B, "eth0", 2);
    OpenSocket socket = machine.tcp("10.88.0.5", 4000, THERE, 443).netns(B).build();
    machine.open(socket.toBuilder(), exactly(1), creator(inner));
    machine.translated(
        translation(Protocol.TCP, "10.88.0.5", 4000, THERE, 443, THERE, 443, INSIDE, 50000),
        exactly(10_000));
    story.translated(
        translation(Protocol.TCP, INSIDE, 50000, THERE, 443, THERE, 443, HERE, 61000),
        exactly(10_000));
    FlowMatcher both =
        new FlowMatcher(List.of(story.history, machine.history), MatchOptions.defaults());
    assertOwner(both.label(flow(6, HERE, 61000, THERE, 443, 10, 12)).source(), inner, Basis.NAT);
  }

  @Test
  void translationsInACircleEnd() {
    story.translated(
        translation(Protocol.TCP, INSIDE, 1, THERE, 443, THERE, 443, HERE, 2), exactly(10_000));
    story.translated(
        in(B, translation(Protocol.TCP, HERE, 2, THERE, 443, THERE, 443, INSIDE, 1)),
        exactly(10_000));
    assertThat(tcpFlow(HERE, 2, THERE, 443, 10, 12).source().isLabelled()).isFalse();
  }

  @Test
  void aLateResetIsGivenToTheSocketInsideThatWasClosed() {
    OpenSocket closed = story.tcp(INSIDE, 4000, THERE, 53).netns(B).build();
    story.close(story.open(closed.toBuilder(), exactly(1), creator(inner)), exactly(12_000));
    open(story.tcp(HERE, 4000, THERE, 54), avahi);
    story.translated(tcp(INSIDE, 4000), exactly(10_000));
    assertOwner(tcpFlow(HERE, 4000, THERE, 53, 15, 15).source(), inner, Basis.RECENT);
  }

  @Test
  void aSocketClosedBeforeATranslationTookItsTupleGetsNoLatePacketsOfIt() {
    OpenSocket before = story.tcp(HERE, 4000, THERE, 53).build();
    story.close(story.open(before.toBuilder(), exactly(1), creator(avahi)), exactly(5000));
    Translation nat = tcp(INSIDE, 4000);
    story.translated(nat, exactly(10_000)).untranslated(nat, exactly(20_000));
    assertThat(tcpFlow(HERE, 4000, THERE, 53, 21, 21).source().isLabelled()).isFalse();
  }

  @Test
  void aPingOfTheHostAndOneOfAContainerAreNotToldApart() {
    story.open(
        story.socket(Protocol.raw(1), "0.0.0.0", 0, "0.0.0.0", 0).netns(B),
        exactly(1),
        creator(inner));
    story.translated(
        translation(Protocol.ICMP, INSIDE, 7, THERE, 0, THERE, 0, HERE, 9), exactly(10_000));
    assertOwner(story.ask(echo()).source(), inner, Basis.NAT);
    story.open(
        story.socket(Protocol.raw(1), "0.0.0.0", 0, "0.0.0.0", 0), exactly(1), creator(avahi));
    Label either = story.ask(echo()).source();
    assertReason(either, Reason.AMBIGUOUS);
    assertThat(either.owners()).hasSize(2);
  }

  @Test
  void whereTranslationsAreHiddenNobodyIsSureByPortAlone() {
    open(story.udp("0.0.0.0", 5353), avahi);
    open(story.tcp(HERE, 4000, THERE, 443), other);
    story.translationsHidden(5000, 20_000);
    Label byPort = udp(HERE, 5353, THERE, 53, 10, 12).source();
    assertThat(byPort.certainty()).isEqualTo(Certainty.UNSURE);
    assertThat(tcpFlow(HERE, 4000, THERE, 443, 10, 12).source().certainty())
        .isEqualTo(Certainty.CERTAIN);
    assertThat(udp(HERE, 5353, THERE, 53, 30, 32).source().certainty())
        .isEqualTo(Certainty.CERTAIN);
  }

  @Test
  void whereTranslationsAreHiddenThatIsWhyNothingIsFound() {
    story.translationsHidden(5000, 20_000);
    assertReason(tcpFlow(HERE, 4000, THERE, 443, 10, 12).source(), Reason.NO_PERMISSION);
    assertReason(tcpFlow(HERE, 4000, THERE, 443, 30, 32).source(), Reason.NEVER_SEEN);
    assertReason(tcpFlow(INSIDE, 4000, THERE, 443, 10, 12).source(), Reason.NEVER_SEEN);
    assertReason(tcpFlow(THERE, 4000, THERE, 443, 10, 12).source(), Reason.NOT_LOCAL);
  }

  @Test
  void forgottenTranslationsAreLostEventsAndNoWeakerRungIsTried() {
    Story small = new Story(new HistoryLimits(2, Duration.ofDays(1)));
    small.open(small.udp("0.0.0.0", 5353), exactly(1), creator(avahi));
    for (int i = 0; i < 3; i++) {
      Translation nat = masquerade(INSIDE, 5353 + i, 5353 + i);
      small.translated(nat, exactly(10_000L * (i + 1)));
      small.untranslated(nat, exactly(10_000L * (i + 1) + 5000));
    }
    assertThat(small.history.forgotten()).isEqualTo(4);
    Label old = small.ask(flow(17, HERE, 5353, THERE, 53, 10, 12)).source();
    assertReason(old, Reason.LOST_EVENTS);
    Label recent = small.ask(flow(17, HERE, 5353, THERE, 53, 40, 41)).source();
    assertOwner(recent, avahi, Basis.WILDCARD);
  }

  @Test
  void endingOneOfManyTranslationsDoesNotSearchThemAll() {
    int many = 200_000;
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < many; i++) {
            story.translated(numbered(i), exactly(i));
          }
          for (int i = 0; i < many; i++) {
            story.untranslated(numbered(i), exactly(many + i));
          }
        });
    assertThat(udp(HERE, 4000, THERE, 53, 3 * many, 3 * many).source().isLabelled()).isFalse();
  }
}
