package dev.flowtruth.platform.linux.ebpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.platform.linux.layout.RecordKind;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From records to events. No process of a record is in /proc: all is told. */
class SocketLedgerTest {
  private static final int SECOND = 1_000_000_000;
  private static final int ACCEPTED = SocketRecord.FLAG_ACCEPTED;
  private static final int FIRST = SocketRecord.FLAG_FIRST;

  @TempDir private Path emptyProc;

  private final List<SocketEvent> events = new ArrayList<>();
  private final Records records = new Records();
  private ProcessLedger processes;
  private SocketLedger ledger;
  private RecordReader reader;

  @BeforeEach
  void open() {
    processes = new ProcessLedger(new ProcessReader(emptyProc, false, false));
    ledger = new SocketLedger(processes, events::add);
    reader = new RecordReader(records.buffer, ledger, processes);
  }

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void connectOpensExactlyThenWithItsCreatorWhoHasNotUsedIt() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));

    Opened opened = only(Opened.class);
    assertThat(opened.time()).isEqualTo(TimeBounds.exact(5));
    assertThat(opened.socket().toString()).contains("10.0.0.1:40000", "10.0.0.2:80");
    Owner owner = opened.socket().ownership().owners().get(0);
    assertThat(owner.process().pid()).isEqualTo(7);
    assertThat(owner.role()).isEqualTo(Role.CREATOR);
    assertThat(owner.used()).isFalse();
  }

  @Test
  void whatWaitedInTheAcceptQueueBelongsToWhoeverUsesItAndEndsOnce() throws DecodeException {
    take(records.socket(RecordKind.LISTEN, 8, 1, 1));
    ledger.setUnheld(List.of(waiting(2)));
    assertThat(ledger.isInTablesOnly(2)).isTrue();
    take(records.socket(RecordKind.USE, 8, 3, 2).tuple(Records.TCP, Records.ESTABLISHED, 80, 999));
    take(records.close(8, 4, 2, 0));

    assertThat(ledger.isInTablesOnly(2)).isFalse();
    Opened opened = (Opened) events.get(1);
    assertThat(opened.socket().ownership().owners())
        .extracting(Owner::role)
        .containsExactly(Role.ACCEPTOR);
    assertThat(events).hasSize(3);
    assertThat(events.get(2).time()).isEqualTo(TimeBounds.exact(4));
  }

  @Test
  void theEndOfWhatOnlyTablesShowedIsTold() throws DecodeException {
    ledger.setUnheld(List.of(waiting(2)));
    take(records.close(8, 4, 2, 0));
    take(records.close(8, 5, 2, 0));

    assertThat(only(Closed.class).socket().cookie()).isEqualTo(2);
    assertThat(ledger.isInTablesOnly(2)).isFalse();
  }

  private static OpenSocket waiting(long cookie) {
    return OpenSocket.builder(
            Protocol.TCP, Endpoint.of("10.0.0.1", 80), Endpoint.of("10.0.0.2", 999))
        .netns(Records.NETNS)
        .cookie(cookie)
        .build();
  }

  @Test
  void acceptedSocketOpensBeforeItsHandshakeAndIsOwnedFromItsFirstUseAtTheLatest()
      throws DecodeException {
    take(
        records
            .socket(RecordKind.USE, 8, 3L * SECOND, 2)
            .flags(ACCEPTED | FIRST)
            .since(2L * SECOND, 500));

    assertThat(events).hasSize(2);
    Opened opened = (Opened) events.get(0);
    assertThat(opened.time()).isEqualTo(new TimeBounds(2L * SECOND - 600_000, 2L * SECOND));
    assertThat(opened.socket().ownership().absence()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
    OwnerChanged owned = (OwnerChanged) events.get(1);
    assertThat(owned.appeared()).extracting(Owner::role).containsExactly(Role.ACCEPTOR);
    assertThat(owned.appeared()).allMatch(Owner::used);
    assertThat(owned.time()).isEqualTo(new TimeBounds(opened.time().after(), 3L * SECOND));
  }

  @Test
  void unmeasuredHandshakeMayHaveTakenSeconds() throws DecodeException {
    take(
        records
            .socket(RecordKind.USE, 8, 9L * SECOND, 2)
            .flags(ACCEPTED | FIRST)
            .since(8L * SECOND, 0));

    assertThat(((Opened) events.get(0)).time()).isEqualTo(new TimeBounds(5L * SECOND, 8L * SECOND));
  }

  @Test
  void secondUserComesWithWhetherTheFirstEverUsedIt() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));
    take(records.socket(RecordKind.USE, 9, 8, 1).flags(SocketRecord.FLAG_FIRST_USED));

    OwnerChanged changed = (OwnerChanged) events.get(1);
    assertThat(changed.appeared()).extracting(o -> o.process().pid()).containsExactly(7L, 9L);
    assertThat(changed.appeared()).allMatch(Owner::used);
    assertThat(changed.socket().ownership().owners()).hasSize(2);
  }

  @Test
  void creatorWhoHandsOnStaysUnused() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));
    take(records.socket(RecordKind.USE, 9, 8, 1));
    take(records.close(9, 11, 1, 0));

    Closed closed = (Closed) events.get(2);
    List<Owner> owners = closed.socket().ownership().owners();
    assertThat(owners)
        .filteredOn(Owner::used)
        .extracting(o -> o.process().pid())
        .containsExactly(9L);
  }

  @Test
  void endSaysThatTheFirstOfSeveralUsedItToo() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));
    take(records.socket(RecordKind.USE, 9, 8, 1));
    take(records.close(9, 11, 1, SocketRecord.FLAG_FIRST_USED));

    OwnerChanged late = (OwnerChanged) events.get(2);
    assertThat(late.appeared()).extracting(o -> o.process().pid()).containsExactly(7L);
    Closed closed = (Closed) events.get(3);
    assertThat(closed.time()).isEqualTo(TimeBounds.exact(11));
    assertThat(closed.bytesSent()).isEqualTo(517);
    assertThat(closed.bytesReceived()).isEqualTo(5231);
  }

  @Test
  void endOfASocketThatNobodyHeardOfIsNoNews() throws DecodeException {
    take(records.close(9, 11, 1, 0));

    assertThat(events).isEmpty();
  }

  @Test
  void datagramSocketThatGetsAnotherPeerMoves() throws DecodeException {
    take(records.socket(RecordKind.BIND, 7, 5, 1).tuple(Records.UDP, Records.CLOSE, 53, 0));
    take(
        records
            .socket(RecordKind.USE, 7, 9, 1)
            .tuple(Records.UDP, Records.ESTABLISHED, 53, 99)
            .since(8, 0));

    EndpointChanged moved = (EndpointChanged) events.get(1);
    assertThat(moved.time()).isEqualTo(new TimeBounds(8, 9));
    assertThat(moved.socket().peer().port()).isEqualTo(99);
  }

  @Test
  void firstUseThatOnlyGivesAnUpperBoundReachesBackToTheLastIteration() throws DecodeException {
    take(records.socket(RecordKind.USE, 7, 5, 1).flags(FIRST));
    ledger.iterated(1, 6);
    take(records.socket(RecordKind.USE, 7, 9, 2).flags(FIRST));
    take(records.socket(RecordKind.USE, 7, 9, 3).flags(FIRST | SocketRecord.FLAG_SENDING));

    assertThat(events)
        .extracting(SocketEvent::time)
        .containsExactly(TimeBounds.by(5), new TimeBounds(6, 9), TimeBounds.exact(9));
  }

  @Test
  void unusedConnectionIsTheCloserSIfHeListensThere() throws DecodeException {
    take(records.socket(RecordKind.LISTEN, 7, 5, 1));
    take(
        records
            .socket(RecordKind.UNUSED, 7, 9, 2)
            .tuple(Records.TCP, Records.ESTABLISHED, 80, 40000)
            .flags(ACCEPTED | FIRST)
            .since(8, 10));

    OwnerChanged owned = (OwnerChanged) events.get(2);
    assertThat(owned.appeared()).extracting(Owner::role).containsExactly(Role.ACCEPTOR);
  }

  @Test
  void unusedConnectionThatAStrangerClosesHasNoOwner() throws DecodeException {
    take(records.socket(RecordKind.LISTEN, 7, 5, 1));
    take(
        records
            .socket(RecordKind.UNUSED, 1234, 9, 2)
            .tuple(Records.TCP, Records.ESTABLISHED, 80, 40000)
            .flags(ACCEPTED | FIRST)
            .since(8, 10));

    Opened opened = (Opened) events.get(1);
    assertThat(opened.socket().ownership().absence()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
    assertThat(events).hasSize(2);
  }

  @Test
  void socketOfAThreadOfTheKernelIsTheKernels() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1).flags(SocketRecord.FLAG_KERNEL_THREAD));

    assertThat(only(Opened.class).socket().ownership().absence()).isEqualTo(Reason.KERNEL);
  }

  @Test
  void briefProcessHasItsNameAndPath() throws DecodeException {
    take(records.process(RecordKind.FORK, 20, 7, 1));
    take(records.exec(20, 7, 2, "a-very-long-name-indeed", "bin", "usr"));
    take(records.process(RecordKind.EXIT, 20, 7, 3));
    take(records.socket(RecordKind.CONNECT, 20, 2, 1));

    Owner owner = only(Opened.class).socket().ownership().owners().get(0);
    assertThat(owner.process().name()).isEqualTo("a-very-long-name-indeed");
    assertThat(owner.process().executable()).isEqualTo("/usr/bin/a-very-long-name-indeed");
  }

  @Test
  void childRunsWhatItsParentRuns() throws DecodeException {
    take(records.exec(20, 7, 1, "server", "bin"));
    take(records.process(RecordKind.FORK, 21, 20, 2));
    take(records.socket(RecordKind.CONNECT, 21, 3, 1));

    Owner owner = only(Opened.class).socket().ownership().owners().get(0);
    assertThat(owner.process().executable()).isEqualTo("/bin/server");
    assertThat(owner.process().parents()).extracting(p -> p.name()).containsExactly("server");
    assertThat(owner.process().id().startId()).isEqualTo(21);
  }

  @Test
  void execInTheMiddleIsANewImageOfTheSameOwner() throws DecodeException {
    take(records.exec(20, 7, 1, "first", "bin"));
    take(records.socket(RecordKind.CONNECT, 20, 2, 1));
    take(records.exec(20, 7, 3, "second", "bin"));

    OwnerChanged changed = (OwnerChanged) events.get(1);
    assertThat(changed.time()).isEqualTo(TimeBounds.exact(3));
    assertThat(changed.appeared()).extracting(o -> o.process().name()).containsExactly("second");
    assertThat(changed.gone()).isEmpty();
  }

  @Test
  void endedProcessLetsGoOfWhatOthersHold() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));
    take(records.socket(RecordKind.USE, 9, 8, 1));
    take(records.process(RecordKind.EXIT, 7, 1, 10));
    var ended = processes.takeEnded(10 + SECOND);
    ledger.ended(ended.process(), ended.atNanos());

    OwnerChanged changed = (OwnerChanged) events.get(2);
    assertThat(changed.gone()).extracting(d -> d.owner().process().pid()).containsExactly(7L);
    assertThat(changed.gone()).extracting(d -> d.time()).containsExactly(TimeBounds.exact(10));
  }

  @Test
  void reusedPidIsAnotherProcess() throws DecodeException {
    take(records.socket(RecordKind.CONNECT, 7, 5, 1));
    Records later = records.socket(RecordKind.CONNECT, 7, 9, 2);
    later.buffer.putLong(SocketRecord.START, 77_000_000_000L);
    take(later);

    assertThat(events)
        .extracting(e -> ((Opened) e).socket().ownership().owners().get(0).process().id().startId())
        .containsExactly(7L, 7700L);
  }

  @Test
  void unknownKindIsRefusedWithItsOffset() {
    records.socket(99, 7, 5, 1);

    assertThatThrownBy(() -> take(records))
        .isInstanceOf(DecodeException.class)
        .hasMessage("kind at offset 0: 99 is none");
  }

  private void take(Records record) throws DecodeException {
    reader.take(0, record.buffer.capacity());
  }

  private <E extends SocketEvent> E only(Class<E> type) {
    assertThat(events).hasSize(1);
    return type.cast(events.get(0));
  }
}
