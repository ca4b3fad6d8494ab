package dev.flowtruth.platform.oshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;

/** What OSHI says on other systems than this one, and what it throws. */
class OshiSourceTest {
  private static final byte[] ANY = new byte[4];
  private static final byte[] HOME = {127, 0, 0, 1};
  private static final int SELF = (int) ProcessHandle.current().pid();
  private static final int NOBODY = -1;

  /** OSHI with a list of a test's making. */
  private static final class FakeOshi implements OshiCalls {
    final List<IPConnection> connections = new ArrayList<>();
    int processes = 100;
    RuntimeException trouble;

    @Override
    public List<IPConnection> connections() {
      if (trouble != null) {
        throw trouble;
      }
      return connections;
    }

    @Override
    public int processes() {
      return processes;
    }

    @Override
    public String name(long pid) {
      return "named";
    }

    @Override
    public long bootSeconds() {
      return 1_767_258_000;
    }
  }

  private final FakeOshi oshi = new FakeOshi();

  private OshiSource source(Os os, Capability... more) {
    return new OshiSource(oshi, Host.assuming(os), Set.of(more));
  }

  private static IPConnection tcp(byte[] local, int port, byte[] peer, int peerPort, int pid) {
    TcpState state = peerPort == 0 ? TcpState.LISTEN : TcpState.ESTABLISHED;
    return new IPConnection("tcp4", local, port, peer, peerPort, state, 0, 0, pid);
  }

  private static IPConnection udp(byte[] local, int port, int pid) {
    return new IPConnection("udp4", local, port, ANY, 0, TcpState.NONE, 0, 0, pid);
  }

  @Test
  void whatOshiThrowsIsAGapAndTheSocketsStay() {
    OshiSource source = source(Os.LINUX);
    oshi.connections.add(tcp(HOME, 80, ANY, 0, SELF));
    List<OpenSocket> before = source.snapshot(Look.POLL).sockets();
    oshi.trouble = new IndexOutOfBoundsException("an empty table");

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(snapshot.sockets()).isEqualTo(before);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.why()).contains("getConnections threw", "empty table"));
  }

  @Test
  void processesThatOshiLeavesOutOnMacosAreAGap() {
    oshi.processes = 1100;

    assertThat(source(Os.MACOS).snapshot(Look.POLL).gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.what()).isEqualTo("sockets of 76 processes"));
    assertThat(source(Os.LINUX).snapshot(Look.POLL).gaps()).isEmpty();
    oshi.processes = 1024;
    assertThat(source(Os.MACOS).snapshot(Look.POLL).gaps()).isEmpty();
  }

  @Test
  void holderIsNoCreatorBecauseOshiNamesOneOfSeveral() {
    oshi.connections.add(tcp(HOME, 80, ANY, 0, SELF));
    oshi.connections.add(tcp(HOME, 80, HOME, 5000, SELF));

    assertThat(source(Os.LINUX).snapshot(Look.POLL).sockets())
        .extracting(socket -> socket.ownership().owners().get(0).role())
        .containsExactly(Role.LISTENER, Role.HOLDER);
  }

  @Test
  void kernelOfWindowsIsNoProcess() {
    oshi.connections.add(tcp(ANY, 445, ANY, 0, 4));

    assertThat(only(source(Os.WINDOWS)).ownership().absence()).isEqualTo(Reason.KERNEL);
  }

  @Test
  void socketThatStaysWithoutOwnerIsOfSomebodyWhoMayNotBeRead() {
    oshi.connections.add(tcp(ANY, 22, ANY, 0, NOBODY));
    OshiSource source = source(Os.LINUX);
    OshiSource root = source(Os.LINUX, Capability.OTHER_USERS);

    assertThat(only(source).ownership().absence()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
    only(source);
    assertThat(only(source).ownership().absence()).isEqualTo(Reason.NO_PERMISSION);
    only(root);
    only(root);
    assertThat(only(root).ownership().absence()).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void pidThatNobodyHasIsAVanishedProcess() {
    oshi.connections.add(udp(ANY, 53, Integer.MAX_VALUE));

    Snapshot snapshot = source(Os.LINUX).snapshot(Look.POLL);
    assertThat(snapshot.processesVanished()).isEqualTo(1);
    assertThat(snapshot.sockets().get(0).ownership().absence())
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void socketsOfOneTupleAreToldApartByTheirOwnersOnly() {
    oshi.connections.add(udp(ANY, 5353, SELF));
    oshi.connections.add(udp(ANY, 5353, SELF));
    oshi.connections.add(udp(ANY, 5353, NOBODY));

    assertThat(source(Os.LINUX).snapshot(Look.POLL).sockets())
        .hasSize(2)
        .extracting(OpenSocket::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void addressWithoutBytesIsTheWildcard() throws DecodeException {
    IPConnection bare =
        new IPConnection("udp6", new byte[0], 53, new byte[0], 0, TcpState.NONE, 0, 0, SELF);

    assertThat(Rows.of(List.of(bare)))
        .containsExactly(
            new Row(
                Protocol.UDP,
                Endpoint.of("::", 53),
                Endpoint.NONE_V6,
                SocketState.UNCONNECTED,
                SELF));
  }

  @Test
  void whatNoConnectionCanBeIsRefusedWithItsNumber() {
    IPConnection good = udp(ANY, 53, SELF);

    assertThatThrownBy(() -> Rows.of(List.of(good, udp(ANY, 65_536, SELF))))
        .isInstanceOf(DecodeException.class)
        .hasMessage("port at offset 1: 65536 is none");
    assertThatThrownBy(() -> Rows.of(List.of(udp(new byte[5], 53, SELF))))
        .hasMessage("address at offset 0: 5 bytes, expected 4 or 16");
    IPConnection odd = new IPConnection("unix", ANY, 0, ANY, 0, TcpState.NONE, 0, 0, SELF);
    assertThatThrownBy(() -> Rows.of(List.of(odd)))
        .hasMessage("type at offset 0: 'unix' is neither tcp nor udp");
  }

  @Test
  void listThatCannotBeIsAGapAndNoCrash() {
    oshi.connections.add(udp(ANY, -1, SELF));

    Snapshot snapshot = source(Os.LINUX).snapshot(Look.POLL);
    assertThat(snapshot.sockets()).isEmpty();
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.why()).contains("port at offset 0: -1 is none"));
  }

  @ParameterizedTest
  @EnumSource(TcpState.class)
  void everyStateOfOshiIsOneOfOurs(TcpState state) throws DecodeException {
    IPConnection one = new IPConnection("tcp4", HOME, 1, HOME, 2, state, 0, 0, SELF);

    SocketState ours = Rows.of(List.of(one)).get(0).state();
    boolean says = state != TcpState.NONE && state != TcpState.UNKNOWN;
    assertThat(ours != SocketState.UNKNOWN).isEqualTo(says);
  }

  @ParameterizedTest
  @EnumSource(Os.class)
  void runsOnEveryOsAndSaysWhatItDoesNotSee(Os os) {
    var support = new OshiProvider().support(Host.assuming(os));

    assertThat(support.usable()).isTrue();
    assertThat(support.missing())
        .extracting(missing -> missing.capability())
        .contains(Capability.SOCKET_IDENTITY, Capability.CREATION_TIME, Capability.SHARED_OWNERS);
  }

  private static OpenSocket only(OshiSource source) {
    List<OpenSocket> sockets = source.snapshot(Look.FULL).sockets();
    assertThat(sockets).hasSize(1);
    return sockets.get(0);
  }
}
