package dev.flowtruth.platform.windows.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.decoder.TableBytes;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.RowLayout;
import dev.flowtruth.platform.windows.layout.Tables;
import dev.flowtruth.platform.windows.owner.FakeProcesses;
import dev.flowtruth.platform.windows.owner.ProcessTable;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Windows does and Wine does not: made tables, read by the real source. */
class IpHelperSourceTest {
  private static final long START = FakeProcesses.MORNING;
  private static final int LISTEN = Tables.MIB_TCP_STATE_LISTEN;
  private static final int ESTABLISHED = Tables.MIB_TCP_STATE_ESTAB;

  private final FakeTable tcp4 = new FakeTable(RowLayout.TCP4_MODULE, RowLayout.TCP4_PID);
  private final FakeTable tcp6 = new FakeTable(RowLayout.TCP6_MODULE, RowLayout.TCP6_PID);
  private final FakeTable udp4 = new FakeTable(RowLayout.UDP4_MODULE, RowLayout.UDP4_PID);
  private final FakeTable udp6 = new FakeTable(RowLayout.UDP6_MODULE, RowLayout.UDP6_PID);
  private final FakeProcesses system =
      new FakeProcesses()
          .with(100, 0, "C:\\app.exe", START)
          .with(200, 0, "C:\\Windows\\System32\\svchost.exe", START);
  private final IpHelperSource source =
      new IpHelperSource(
          Stream.of(tcp4, tcp6, udp4, udp6).map(FakeTable::reader).toList(),
          new ProcessTable(system, UnaryOperator.identity()),
          (layout, row) -> layout.isTcp() ? "RpcSs" : "Dnscache",
          new HostIdentity("host", "", "boot", "windows", "10.0"),
          Set.of(),
          null);

  private static TableBytes tcp(int rows) {
    return TableBytes.of(RowLayout.TCP4_MODULE, rows);
  }

  private static TableBytes udp(int rows) {
    return TableBytes.of(RowLayout.UDP4_MODULE, rows);
  }

  private List<OpenSocket> look(Look how) throws SourceException {
    return source.snapshot(how).sockets();
  }

  private OpenSocket only() throws SourceException {
    List<OpenSocket> sockets = look(Look.FULL);
    assertThat(sockets).hasSize(1);
    return sockets.get(0);
  }

  @Test
  void creationTimeIsIdentityAndOpening() throws SourceException {
    tcp4.module(tcp(1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100).created(START + 10_000_000));

    OpenSocket socket = only();
    assertThat(socket.id().kind()).isEqualTo(SocketId.Kind.CREATION);
    assertThat(socket.id().value()).isEqualTo(START + 10_000_000);
    assertThat(socket.openedNanos()).isEqualTo(1_767_258_001_000_000_000L);
    assertThat(socket.ownership().owners())
        .singleElement()
        .satisfies(owner -> assertThat(owner.role()).isEqualTo(Role.LISTENER))
        .satisfies(owner -> assertThat(owner.process().name()).isEqualTo("app.exe"));
  }

  @Test
  void portThatIsBoundAgainIsAnotherSocketByItsCreationTime() throws SourceException {
    udp4.module(udp(1).row(0, "0.0.0.0", 53, "", 0, 100).created(START + 1));
    SocketId before = only().id();
    udp4.module(udp(1).row(0, "0.0.0.0", 53, "", 0, 100).created(START + 2));

    assertThat(only().id()).isNotEqualTo(before);
  }

  @Test
  void socketsOfSeveralProcessesOnOnePortAreSeveral() throws SourceException {
    udp4.module(
        udp(3)
            .row(0, "0.0.0.0", 5353, "", 0, 100)
            .created(START + 5)
            .row(0, "0.0.0.0", 5353, "", 0, 200)
            .created(START + 5)
            .row(0, "0.0.0.0", 5353, "", 0, 200)
            .created(START + 6));

    assertThat(look(Look.POLL)).extracting(OpenSocket::id).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void refusedModuleTableIsReadInThePlainClassFromThenOn() throws SourceException {
    tcp4.moduleError = Errors.ERROR_ACCESS_DENIED;
    tcp4.plain(TableBytes.of(RowLayout.TCP4_PID, 1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100));

    SocketId before = only().id();
    assertThat(before.kind()).isEqualTo(SocketId.Kind.TUPLE);
    tcp4.moduleError = 0;
    assertThat(only().id()).isEqualTo(before);
  }

  @Test
  void tableThatFailsLaterIsAGapAndItsSocketsStay() throws SourceException {
    tcp4.module(tcp(1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100).created(START + 1));
    udp4.module(udp(1).row(0, "0.0.0.0", 53, "", 0, 100).created(START + 1));
    List<OpenSocket> before = look(Look.POLL);
    tcp4.moduleError = Errors.ERROR_ACCESS_DENIED;
    udp4.module(udp(0));

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(snapshot.sockets()).containsExactly(before.get(0));
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.what()).isEqualTo("tcp sockets over IPv4"))
        .satisfies(gap -> assertThat(gap.why()).isEqualTo("module: error 5 (access denied)"))
        .satisfies(gap -> assertThat(gap.reason()).isEqualTo(Reason.LOST_EVENTS));
  }

  @Test
  void tableWithACountThatLiesIsAGapAndTheOthersAreRead() throws SourceException {
    tcp6.module(TableBytes.of(RowLayout.TCP6_MODULE, 0).count(7));
    udp4.module(udp(1).row(0, "0.0.0.0", 53, "", 0, 100));

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(snapshot.sockets()).hasSize(1);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.why()).startsWith("dwNumEntries at offset 0: 7 rows"));
  }

  @Test
  void noTableAtAllIsAFailure() {
    for (FakeTable table : List.of(tcp4, tcp6, udp4, udp6)) {
      table.moduleError = Errors.ERROR_ACCESS_DENIED;
      table.plainError = Errors.ERROR_ACCESS_DENIED;
    }

    assertThatThrownBy(() -> source.snapshot(Look.POLL))
        .isInstanceOf(SourceException.class)
        .hasMessage("no table of sockets can be read: plain: error 5 (access denied)");
  }

  @Test
  void familyThatIsNotInstalledHasNoSocketsAndNoGap() throws SourceException {
    for (FakeTable table : List.of(tcp6, udp6)) {
      table.moduleError = Errors.ERROR_NOT_SUPPORTED;
      table.plainError = Errors.ERROR_NOT_SUPPORTED;
    }

    assertThat(source.snapshot(Look.POLL).gaps()).isEmpty();
  }

  @Test
  void pid4IsTheKernelAndPid0InTimeWaitIsNobody() throws SourceException {
    tcp4.module(
        tcp(2)
            .row(LISTEN, "0.0.0.0", 445, "0.0.0.0", 0, 4)
            .row(Tables.MIB_TCP_STATE_TIME_WAIT, "10.0.0.1", 5000, "10.0.0.2", 443, 0));

    assertThat(look(Look.POLL)).extracting(OpenSocket::ownership).containsExactly(Ownership.KERNEL);
    assertThat(look(Look.FULL))
        .extracting(socket -> socket.ownership().absence())
        .containsExactly(Reason.KERNEL, Reason.TIME_WAIT);
  }

  @Test
  void pidMinusOneAndPid0AreNobody() throws SourceException {
    tcp4.module(
        tcp(2)
            .row(ESTABLISHED, "10.0.0.1", 5000, "10.0.0.2", 443, -1)
            .row(ESTABLISHED, "10.0.0.1", 5001, "10.0.0.2", 443, 0));

    assertThat(look(Look.POLL))
        .extracting(socket -> socket.ownership().absence())
        .containsOnly(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void processThatIsGoneLeavesItsSocketWithoutOwnerAndIsCounted() throws SourceException {
    tcp4.module(tcp(1).row(ESTABLISHED, "10.0.0.1", 5000, "10.0.0.2", 443, 999));

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(snapshot.processesVanished()).isEqualTo(1);
    assertThat(snapshot.sockets().get(0).ownership()).isEqualTo(Ownership.UNSEEN);
  }

  @Test
  void connectionThatOutlivesItsProcessKeepsItsOwner() throws SourceException {
    tcp4.module(tcp(1).row(ESTABLISHED, "10.0.0.1", 5000, "10.0.0.2", 443, 100).created(START + 1));
    Ownership before = only().ownership();
    system.end(100);
    system.with(100, 0, "C:\\successor.exe", START + 2);
    tcp4.module(
        tcp(1)
            .row(Tables.MIB_TCP_STATE_FIN_WAIT2, "10.0.0.1", 5000, "10.0.0.2", 443, 100)
            .created(START + 1));

    assertThat(only().ownership()).isEqualTo(before);
  }

  @Test
  void successorThatStartedAfterTheLookIsNoOwner() throws SourceException {
    system.with(300, 0, "C:\\successor.exe", Long.MAX_VALUE / 2);
    tcp4.module(tcp(1).row(ESTABLISHED, "10.0.0.1", 5000, "10.0.0.2", 443, 300).created(START));

    assertThat(only().ownership()).isEqualTo(Ownership.UNSEEN);
  }

  @Test
  void ownerWhoMayNotBeReadIsNamedByPidAndToldOf() throws SourceException {
    system.withProtected(600, "lsass.exe");
    tcp4.module(tcp(1).row(LISTEN, "0.0.0.0", 49664, "0.0.0.0", 0, 600).created(START));

    assertThat(only().ownership().owners().get(0).process().pid()).isEqualTo(600);
    assertThat(source.withheld())
        .singleElement()
        .satisfies(missing -> assertThat(missing.cause()).contains("process 600", "access denied"));
  }

  @Test
  void serviceIsThatOfTheSocketAndOnlyInSvchost() throws SourceException {
    tcp4.module(
        tcp(2)
            .row(LISTEN, "0.0.0.0", 135, "0.0.0.0", 0, 200)
            .row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100));
    udp4.module(udp(1).row(0, "0.0.0.0", 5355, "", 0, 200));

    assertThat(look(Look.FULL))
        .extracting(socket -> socket.ownership().owners().get(0).process().service())
        .containsExactly("RpcSs", null, "Dnscache");
  }

  @Test
  void connectionOnAListenersPortWasAcceptedAndTheOtherOpened() throws SourceException {
    tcp4.module(
        tcp(3)
            .row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100)
            .row(ESTABLISHED, "10.0.0.1", 80, "10.0.0.2", 5000, 100)
            .row(ESTABLISHED, "10.0.0.1", 5001, "10.0.0.2", 80, 100));

    assertThat(look(Look.FULL))
        .extracting(socket -> socket.ownership().owners().get(0).role())
        .containsExactly(Role.LISTENER, Role.ACCEPTOR, Role.CREATOR);
  }

  @Test
  void dualStackSocketThatIsListedTwiceSpeaksEachFamilyOnce() throws SourceException {
    tcp4.module(tcp(1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100));
    tcp6.module(
        TableBytes.of(RowLayout.TCP6_MODULE, 2)
            .row(LISTEN, "::", 80, "::", 0, 100)
            .row(LISTEN, "::", 81, "::", 0, 100));

    assertThat(look(Look.FULL)).extracting(OpenSocket::v6Only).containsExactly(false, true, false);
  }

  @Test
  void scopeThatNamesNoInterfaceIsUnknown() throws SourceException {
    udp6.module(
        TableBytes.of(RowLayout.UDP6_MODULE, 1)
            .row(0, "fe80::1", 546, "", 0, 100)
            .with(RowLayout.UDP6_MODULE.localScope(), 0x7fff_0000));

    assertThat(only().local().address().toString()).isEqualTo("fe80::1");
  }

  @Test
  void nothingThatStaysTheSameIsMadeAnew() throws SourceException {
    tcp4.module(tcp(1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 100).created(START));
    OpenSocket before = only();

    assertThat(only()).isSameAs(before);
  }
}
