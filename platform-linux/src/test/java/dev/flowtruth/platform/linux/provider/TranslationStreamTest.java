package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import dev.flowtruth.testkit.NatLab;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A real router's translations, as its kernel tells of them. */
class TranslationStreamTest extends TranslatedTraffic {
  @Test
  void whatIsInForceAndWhatBeginsIsTold() throws Exception {
    clientSends(NatLab.WORLD, 7001);
    stream = open(lab.routerPath(), LARGE);
    drain();
    assertThat(translations(true))
        .singleElement()
        .satisfies(
            first -> {
              assertThat(first.time().after()).isEqualTo(Long.MIN_VALUE);
              assertThat(first.translation().originalSource())
                  .isEqualTo(Endpoint.of(NatLab.CLIENT, 7001));
            });
    long before = System.nanoTime();
    clientSends(NatLab.WORLD, 7002);
    drain();
    TranslationChanged second = translations(true).get(1);
    assertMasqueraded(second.translation(), NatLab.CLIENT, 7002, NatLab.WORLD, NatLab.ROUTER);
    assertThat(second.time().after()).isBetween(before - 20_000_000_000L, System.nanoTime());
    assertThat(second.time().at()).isBetween(before, System.nanoTime());
  }

  @Test
  void ipv6AndPingsAndPublishedPortsAreTold() throws Exception {
    stream = open(lab.routerPath(), LARGE);
    clientSends6(7003);
    ping();
    worldSends(NatLab.PUBLISHED_UDP, 7004);
    drain();
    List<Translation> told =
        translations(true).stream().map(TranslationChanged::translation).toList();
    assertThat(told).hasSize(3);
    assertMasqueraded(told.get(0), NatLab.CLIENT_V6, 7003, NatLab.WORLD_V6, NatLab.ROUTER_V6);
    assertThat(told.get(1).protocol()).isEqualTo(Protocol.ICMP);
    assertThat(told.get(1).replyDestination()).isEqualTo(Endpoint.of(NatLab.ROUTER, 77));
    assertThat(told.get(2).originalDestination())
        .isEqualTo(Endpoint.of(NatLab.ROUTER, NatLab.PUBLISHED_UDP));
    assertThat(told.get(2).replySource()).isEqualTo(Endpoint.of(NatLab.SERVER, 53));
  }

  @Test
  void whatIsRoutedOnlyIsNotTold() throws Exception {
    clientSends(NatLab.SERVER, 7005);
    stream = open(lab.routerPath(), LARGE);
    clientSends(NatLab.SERVER, 7006);
    drain();
    assertThat(events).isEmpty();
  }

  @Test
  void theEndIsToldOfWhatBeganBeforeUsAndOfWhatBeganSince() throws Exception {
    clientSends(NatLab.WORLD, 7007);
    stream = open(lab.routerPath(), LARGE);
    clientSends(NatLab.WORLD, 7008);
    drain();
    assertThat(translations(true)).hasSize(2);
    long before = System.nanoTime();
    lab.unplugWorld();
    assertThat(within(() -> drainedUntil(translations(false).size() == 2))).isTrue();
    assertThat(translations(false))
        .allSatisfy(end -> assertThat(end.time().at()).isGreaterThan(before))
        .allSatisfy(end -> assertThat(end.time().after()).isLessThan(end.time().at()));
    assertThat(events).noneMatch(SocketEvent.Lost.class::isInstance);
  }

  @Test
  void anOverflowIsToldAndMended() throws Exception {
    stream = open(lab.routerPath(), 4096);
    drain();
    clientSendsMany(300);
    assertThat(within(() -> drainedUntil(translations(true).size() >= 300))).isTrue();
    assertThat(events).anyMatch(SocketEvent.Lost.class::isInstance);
    assertThat(translations(true)).hasSize(300).doesNotHaveDuplicates();
    lab.unplugWorld();
    assertThat(within(() -> drainedUntil(translations(false).size() == 300))).isTrue();
  }

  @Test
  void whereTheKernelsEventsAreTurnedOffItIsAskedAgainAndAgain() throws Exception {
    lab.tune("nf_conntrack_events", 0);
    stream = open(lab.routerPath(), LARGE);
    drain();
    long before = System.nanoTime();
    clientSends(NatLab.WORLD, 7009);
    assertThat(within(() -> drainedUntil(translations(true).size() == 1))).isTrue();
    TimeBounds began = translations(true).get(0).time();
    assertThat(began.after()).isGreaterThan(before - 10_000_000_000L);
    lab.unplugWorld();
    assertThat(within(() -> drainedUntil(translations(false).size() == 1))).isTrue();
  }

  @Test
  void timesAreExactWhereTheKernelNotesThem() throws Exception {
    lab.tune("nf_conntrack_timestamp", 1);
    stream = open(lab.routerPath(), LARGE);
    drain();
    long before = System.nanoTime();
    clientSends(NatLab.WORLD, 7010);
    long after = System.nanoTime();
    LockSupport.parkNanos(50_000_000);
    drain();
    lab.unplugWorld();
    assertThat(within(() -> drainedUntil(translations(false).size() == 1))).isTrue();
    TimeBounds ended = translations(false).get(0).time();
    assertThat(ended.isExact()).isTrue();
    assertThat(ended.at()).isGreaterThan(after);
    TimeBounds began = translations(true).get(0).time();
    assertThat(began.at()).isGreaterThan(before);
    if (began.isExact()) { // kernels before CTA_TIMESTAMP_EVENT do not say
      assertThat(began.at()).isLessThan(after);
    }
  }

  @Test
  void allEndWithTheirNamespace() throws Exception {
    clientSends(NatLab.WORLD, 7011);
    stream = open(lab.routerPath(), LARGE);
    drain();
    stream.end(events::add);
    assertThat(translations(false)).hasSize(1);
  }

  @Test
  void withoutTheRightsToAskEventsAreToldAndTheOthersEndsAreBounded() throws Exception {
    clientSends(NatLab.WORLD, 7014);
    stream = open(lab.routerPath(), LARGE);
    drain();
    stream.confine(events::add);
    long confined = System.nanoTime();
    clientSends(NatLab.WORLD, 7015);
    drain();
    assertThat(translations(true)).hasSize(2);
    lab.unplugWorld();
    assertThat(within(() -> drainedUntil(toldEndOf(7015) != null))).isTrue();
    assertThat(stream.gap()).isNull();
    stream.finish(events::add);
    TranslationChanged unheardOf = toldEndOf(7014);
    assertThat(unheardOf).isNotNull();
    assertThat(unheardOf.time().after()).isCloseTo(confined, within1Second());
    assertThat(translations(false)).hasSize(2);
  }

  @Test
  void whatIsLostWithoutTheRightsToAskStaysHidden() throws Exception {
    stream = open(lab.routerPath(), 4096);
    drain();
    stream.confine(events::add);
    assertThat(stream.gap()).isNull();
    clientSendsMany(300);
    drain();
    drain();
    assertThat(events).anyMatch(SocketEvent.Lost.class::isInstance);
    assertThat(stream.gap())
        .isNotNull()
        .satisfies(gap -> assertThat(gap.reason()).isEqualTo(Reason.NO_PERMISSION));
    stream.finish(events::add);
    assertThat(translations(false)).hasSameSizeAs(translations(true));
  }

  @Test
  void ofANamespaceThatIsLeftNothingMoreIsKnown() throws Exception {
    clientSends(NatLab.WORLD, 7016);
    stream = open(lab.routerPath(), LARGE);
    drain();
    long before = System.nanoTime();
    stream.leave(events::add);
    clientSends(NatLab.WORLD, 7017);
    drain();
    assertThat(translations(true)).hasSize(1);
    assertThat(stream.gap()).isNotNull();
    assertThat(stream.wantsOpening()).isFalse();
    stream.finish(events::add);
    assertThat(translations(false))
        .singleElement()
        .satisfies(end -> assertThat(end.time().after()).isCloseTo(before, within1Second()));
  }

  @Test
  void aNamespaceThatDidNotTranslateWhenItWasLeftMayDoSoLater() throws Exception {
    stream = open(lab.routerPath(), LARGE);
    drain();
    stream.leave(events::add);
    assertThat(stream.gap()).isNull();
    clientSends(NatLab.WORLD, 7018);
    assertThat(stream.gap()).isNotNull();
  }

  @Test
  void nothingIsTrackedOnlyBecauseWeSubscribe() throws Exception {
    stream = open(lab.worldPath(), LARGE);
    clientSends(NatLab.WORLD, 7012);
    drain();
    assertThat(events).isEmpty();
    assertThat(trackedIn(lab.worldPath())).isEqualTo("0");
    assertThat(stream.gap()).isNull();
  }

  @Test
  void aKernelThatLearnsToTrackConnectionsIsAskedFromThenOn() throws Exception {
    AtomicBoolean isPossible = new AtomicBoolean();
    long netns = NatLab.number(lab.routerPath());
    stream = new TranslationStream(netns, new NetlinkDump(), LARGE, isPossible::get);
    clientSends(NatLab.WORLD, 7013);
    drain();
    assertThat(stream.wantsOpening()).isFalse();
    assertThat(stream.gap()).isNull();
    isPossible.set(true);
    assertThat(stream.wantsOpening()).isTrue();
    inRouter(
        netns,
        () -> {
          stream.openAgain();
          return true;
        });
    assertThat(stream.wantsOpening()).isFalse();
    drain();
    assertThat(translations(true)).hasSize(1);
  }

  @Test
  void aKernelThatLearnsItTooLateHidesWhatItTranslates() throws Exception {
    AtomicBoolean isPossible = new AtomicBoolean();
    stream = new TranslationStream(1, new NetlinkDump(), LARGE, isPossible::get);
    stream.confine(events::add);
    assertThat(stream.gap()).isNull();
    isPossible.set(true);
    assertThat(stream.wantsOpening()).isFalse();
    assertThat(stream.gap()).isNotNull();
  }

  @Test
  void manyEntriesThatTranslateNothingCostNoEvents() throws Exception {
    stream = open(lab.routerPath(), LARGE);
    drain();
    running.add(
        Python.running(
            """
            u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for port in range(1, 2001): u.sendto(b'x', ('10.78.2.2', port))
            """,
            lab.inClient()));
    assertThat(stream.drain(events::add)).isZero();
  }
}
