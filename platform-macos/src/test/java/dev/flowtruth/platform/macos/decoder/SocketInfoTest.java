package dev.flowtruth.platform.macos.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes as the headers of macOS 15 lay them out, made field by field. */
class SocketInfoTest {
  private static final int INET = 2;
  private static final int INET6 = 30;
  private static final int ESTABLISHED = 4;
  private static final long SO = 0xffff_ff80_1234_5678L;

  private static SocketRow row(SocketBytes bytes) throws DecodeException {
    SocketRow row = SocketInfo.row(bytes.bytes());
    assertThat(row).isNotNull();
    return row;
  }

  @Test
  void connectionOverIpv4HasBothEndsInHostOrder() throws DecodeException {
    SocketRow row =
        row(
            SocketBytes.tcp(SO, ESTABLISHED)
                .family(INET, 1)
                .generation(77)
                .local("10.0.0.5", 49152)
                .peer("192.0.2.1", 443));

    assertThat(row)
        .isEqualTo(
            new SocketRow(
                SO,
                77,
                Protocol.TCP,
                Endpoint.of("10.0.0.5", 49152),
                Endpoint.of("192.0.2.1", 443),
                SocketState.ESTABLISHED,
                false));
  }

  @Test
  void ipv6SocketWithAnIpv4PeerIsOfIpv4() throws DecodeException {
    SocketRow row =
        row(
            SocketBytes.tcp(SO, ESTABLISHED)
                .family(INET6, 1)
                .local("127.0.0.1", 80)
                .peer("127.0.0.1", 50000));

    assertThat(row.local()).isEqualTo(Endpoint.of("127.0.0.1", 80));
    assertThat(row.peer()).isEqualTo(Endpoint.of("127.0.0.1", 50000));
  }

  @ParameterizedTest
  @CsvSource({"3, false", "2, true"})
  void wildcardOfIpv6SpeaksIpv4AsItsFlagsSay(int vflag, boolean v6Only) throws DecodeException {
    SocketRow row = row(SocketBytes.udp(SO).family(INET6, vflag).local("::", 5353));

    assertThat(row.local()).isEqualTo(Endpoint.of("::", 5353));
    assertThat(row.peer().isNone()).isTrue();
    assertThat(row.v6Only()).isEqualTo(v6Only);
    assertThat(row.state()).isEqualTo(SocketState.UNCONNECTED);
  }

  @Test
  void interfaceInALinkLocalAddressIsItsScope() throws DecodeException {
    SocketRow row =
        row(
            SocketBytes.udp(SO)
                .family(INET6, 2)
                .local("fe80:104::1", 500)
                .peer("fe80:104::2", 500));

    assertThat(row.local()).isEqualTo(Endpoint.of("fe80::1%260", 500));
    assertThat(row.peer()).isEqualTo(Endpoint.of("fe80::2%260", 500));
    assertThat(row.state()).isEqualTo(SocketState.ESTABLISHED);
  }

  @ParameterizedTest
  @CsvSource({
    "ff02:4::fb, ff02::fb",
    "ff01:4::1, ff01::1",
    "ff05:4::1, ff05:4::1",
    "2001:db8::1, 2001:db8::1"
  })
  void interfaceIsTakenOutOfScopedMulticastToo(String kept, String wire) throws DecodeException {
    SocketRow row = row(SocketBytes.udp(SO).family(INET6, 2).local(kept, 5353));

    assertThat(row.local()).isEqualTo(Endpoint.of(wire, 5353));
  }

  @ParameterizedTest
  @CsvSource({
    "1, LISTEN",
    "2, SYN_SENT",
    "3, SYN_RECV",
    "4, ESTABLISHED",
    "5, CLOSE_WAIT",
    "6, FIN_WAIT1",
    "7, CLOSING",
    "8, LAST_ACK",
    "9, FIN_WAIT2",
    "10, TIME_WAIT",
    "11, UNKNOWN"
  })
  void stateIsTranslated(int number, SocketState state) throws DecodeException {
    SocketRow row = row(SocketBytes.tcp(SO, number).family(INET, 1).local("10.0.0.5", 1));

    assertThat(row.state()).isEqualTo(state);
  }

  @Test
  void kindOfIpIsNotOnlyUdp() throws DecodeException {
    SocketBytes ping = SocketBytes.of(1, 2, 1).family(INET, 1);
    SocketBytes raw = SocketBytes.of(1, 3, 89).family(INET, 1).local("10.0.0.5", 89);

    assertThat(row(ping).protocol()).isEqualTo(Protocol.ICMP);
    assertThat(row(raw).protocol()).isEqualTo(Protocol.raw(89));
    assertThat(row(raw).local()).isEqualTo(Endpoint.of("10.0.0.5", 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 6, 7})
  void otherKindsAreNoSocketsOfIp(int kind) throws DecodeException {
    SocketBytes other = SocketBytes.of(kind, 1, 6).family(INET, 1).local("10.0.0.5", 1);

    assertThat(SocketInfo.row(other.bytes())).isNull();
  }

  @Test
  void socketThatLostItsControlBlockIsNothing() throws DecodeException {
    SocketBytes dead = SocketBytes.tcp(SO, 0).family(INET, 0).local("10.0.0.5", 1);

    assertThat(SocketInfo.row(dead.bytes())).isNull();
  }

  @Test
  void connectionThatNeitherListensNorConnectsIsNothing() throws DecodeException {
    SocketBytes bound = SocketBytes.tcp(SO, 0).family(INET, 1).local("10.0.0.5", 1);

    assertThat(SocketInfo.row(bound.bytes())).isNull();
  }

  @Test
  void socketThatIsBoundToNothingIsNothing() throws DecodeException {
    assertThat(SocketInfo.row(SocketBytes.udp(SO).family(INET, 1).bytes())).isNull();
  }

  @Test
  void highestPortIsNotNegative() throws DecodeException {
    assertThat(row(SocketBytes.udp(SO).family(INET, 1).local("0.0.0.0", 65535)).local().port())
        .isEqualTo(65535);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 344, 791, 793})
  void structureOfAnotherSizeIsRefused(int size) {
    assertThatThrownBy(() -> SocketInfo.row(ByteBuffer.allocate(size)))
        .isInstanceOf(DecodeException.class)
        .hasMessage("socket_fdinfo at offset %d: %d bytes of 792", size, size);
  }

  @Test
  void impossibleStateIsRefusedByItsOffset() {
    SocketBytes bytes = SocketBytes.tcp(SO, 12).family(INET, 1).local("10.0.0.5", 1);

    assertThatThrownBy(() -> SocketInfo.row(bytes.bytes()))
        .hasMessage("tcpsi_state at offset 344: 12, which is no state of TCP");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void impossibleProtocolIsRefusedByItsOffset(int protocol) {
    SocketBytes bytes =
        SocketBytes.udp(SO)
            .family(INET, 1)
            .local("10.0.0.5", 1)
            .set(SocketFdInfo.SOI_PROTOCOL, protocol);

    assertThatThrownBy(() -> SocketInfo.row(bytes.bytes()))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("soi_protocol at offset 180: ");
  }
}
