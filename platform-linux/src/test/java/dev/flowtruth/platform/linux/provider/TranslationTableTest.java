package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What events and dumps of the connection tracking come to. */
class TranslationTableTest {
  private final TranslationTable table = new TranslationTable();
  private final List<TranslationChanged> told = new ArrayList<>();

  @Test
  void oneThatBeginsAndEndsIsToldTwice() {
    table.began(nat(1), 7, at(10), told::add);
    table.ended(nat(1), 7, at(20), told::add);
    assertThat(told)
        .containsExactly(
            new TranslationChanged(nat(1), true, at(10)),
            new TranslationChanged(nat(1), false, at(20)));
    assertThat(table.size()).isZero();
  }

  @Test
  void theEndOfTheEntryBeforeDoesNotEndTheOneThatTookItsTuple() {
    table.began(nat(1), 7, at(10), told::add);
    table.began(nat(1), 8, at(20), told::add);
    table.ended(nat(1), 7, at(21), told::add);
    assertThat(told).hasSize(1);
    table.ended(nat(1), 8, at(30), told::add);
    assertThat(told).hasSize(2);
  }

  @Test
  void anEndOfWhatNobodyKnewIsNoNews() {
    table.ended(nat(1), 7, at(20), told::add);
    assertThat(told).isEmpty();
  }

  @Test
  void whatADumpFindsIsToldOnceAndItsEndMayBeSilent() {
    table.beginDump(false);
    table.found(nat(1), 7, TimeBounds.by(10), 9, told::add);
    table.found(nat(1), 7, TimeBounds.by(11), 9, told::add);
    assertThat(told).containsExactly(new TranslationChanged(nat(1), true, TimeBounds.by(10)));
    assertThat(table.hasSilentOnes()).isTrue();
  }

  @Test
  void aSilentOneThatTheNextDumpLacksEndedInBetween() {
    table.beginDump(false);
    table.found(nat(1), 7, TimeBounds.by(10), 9, told::add);
    table.beginDump(true);
    table.endMissing(30, told::add);
    assertThat(told).last().isEqualTo(new TranslationChanged(nat(1), false, between(9, 30)));
    assertThat(table.hasSilentOnes()).isFalse();
  }

  @Test
  void oneWhoseEndIsToldWaitsForThatUnlessSomethingWasLost() {
    table.began(nat(1), 7, between(5, 10), told::add);
    table.beginDump(true);
    table.endMissing(30, told::add);
    assertThat(told).hasSize(1);
    table.beginDump(false);
    table.endMissing(40, told::add);
    assertThat(told).last().isEqualTo(new TranslationChanged(nat(1), false, between(5, 40)));
  }

  @Test
  void whatBeganWhileADumpWasReadIsNotMissing() {
    table.beginDump(false);
    table.began(nat(1), 7, at(20), told::add);
    table.endMissing(30, told::add);
    assertThat(told).hasSize(1);
  }

  @Test
  void theEventOfWhatADumpFoundFirstSaysThatItsEndWillBeTold() {
    table.beginDump(false);
    table.found(nat(1), 7, between(5, 10), 9, told::add);
    table.began(nat(1), 7, between(5, 11), told::add);
    assertThat(told).hasSize(1);
    assertThat(table.hasSilentOnes()).isFalse();
  }

  @Test
  void aSilentOneWhoseTupleWasTakenDoesNotOutliveWhoTookIt() {
    table.beginDump(false);
    table.found(nat(1), 7, TimeBounds.by(10), 9, told::add);
    table.began(nat(1), 8, at(20), told::add);
    table.ended(nat(1), 8, at(30), told::add);
    assertThat(table.hasSilentOnes()).as("the first may still be there, in a zone").isTrue();
    table.beginDump(true);
    table.endMissing(40, told::add);
    assertThat(told).hasSize(2);
    assertThat(table.size()).isZero();
  }

  @Test
  void oneWhoseEndWasLostDoesNotOutliveTheNextOfItsTuple() {
    table.began(nat(1), 7, at(10), told::add);
    table.beginDump(false);
    table.found(nat(1), 8, between(10, 20), 19, told::add);
    table.ended(nat(1), 8, at(30), told::add);
    assertThat(told).last().isEqualTo(new TranslationChanged(nat(1), false, at(30)));
  }

  @Test
  void oneThatIsFoundAgainAfterALossIsNotTakenForSilent() {
    table.began(nat(1), 7, at(10), told::add);
    table.beginDump(false);
    table.found(nat(1), 7, between(10, 20), 19, told::add);
    table.endMissing(25, told::add);
    assertThat(table.hasSilentOnes()).isFalse();
    assertThat(told).hasSize(1);
  }

  @Test
  void withTheNamespaceAllEnd() {
    table.began(nat(1), 7, at(10), told::add);
    table.beginDump(false);
    table.found(nat(2), 8, TimeBounds.by(12), 11, told::add);
    table.endAll(between(20, 30), told::add);
    assertThat(told).hasSize(4).filteredOn(event -> !event.present()).hasSize(2);
    assertThat(table.size()).isZero();
    assertThat(table.hasSilentOnes()).isFalse();
  }

  private static Translation nat(int port) {
    Endpoint server = Endpoint.of("192.0.2.7", 53);
    return new Translation(
        Protocol.UDP,
        1,
        Endpoint.of("10.0.0.2", port),
        server,
        server,
        Endpoint.of("192.0.2.1", port));
  }

  private static TimeBounds at(long nanos) {
    return TimeBounds.exact(nanos);
  }

  private static TimeBounds between(long after, long at) {
    return new TimeBounds(after, at);
  }
}
