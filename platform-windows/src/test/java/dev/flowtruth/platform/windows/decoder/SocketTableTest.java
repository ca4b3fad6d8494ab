package dev.flowtruth.platform.windows.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.layout.RowLayout;
import dev.flowtruth.platform.windows.layout.Tables;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SocketTableTest {
  private static final int ESTABLISHED = Tables.MIB_TCP_STATE_ESTAB;
  private static final int LISTEN = Tables.MIB_TCP_STATE_LISTEN;
  private static final long NEW_YEAR_2026 = 134_117_316_000_000_000L;

  private static List<SocketRow> rows(ByteBuffer bytes, RowLayout layout) throws DecodeException {
    List<SocketRow> rows = new ArrayList<>();
    new SocketTable(bytes, layout).forEach((row, offset) -> rows.add(row));
    return rows;
  }

  private static SocketRow only(TableBytes table, RowLayout layout) throws DecodeException {
    return rows(table.bytes(), layout).get(0);
  }

  static List<RowLayout> layouts() {
    return List.of(
        RowLayout.TCP4_PID,
        RowLayout.TCP4_MODULE,
        RowLayout.TCP6_PID,
        RowLayout.TCP6_MODULE,
        RowLayout.UDP4_PID,
        RowLayout.UDP4_MODULE,
        RowLayout.UDP6_PID,
        RowLayout.UDP6_MODULE);
  }

  @Test
  void connectionHasBothEndpointsStateAndPid() throws DecodeException {
    TableBytes table =
        TableBytes.of(RowLayout.TCP4_MODULE, 1)
            .row(ESTABLISHED, "10.0.0.1", 49152, "10.0.0.2", 443, 4711)
            .created(NEW_YEAR_2026);

    assertThat(only(table, RowLayout.TCP4_MODULE))
        .isEqualTo(
            new SocketRow(
                Protocol.TCP,
                Endpoint.of("10.0.0.1", 49152),
                Endpoint.of("10.0.0.2", 443),
                SocketState.ESTABLISHED,
                4711,
                NEW_YEAR_2026));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyRowIsReadAtItsOwnOffset(RowLayout layout) throws DecodeException {
    String ip = layout.isV6() ? "2001:db8::1" : "10.0.0.1";
    TableBytes table = TableBytes.of(layout, 3);
    for (int i = 1; i <= 3; i++) {
      table.row(ESTABLISHED, ip, 1000 + i, ip, 2000 + i, 3000 + i);
    }

    List<SocketRow> rows = rows(table.bytes(), layout);
    assertThat(rows).extracting(SocketRow::pid).containsExactly(3001L, 3002L, 3003L);
    assertThat(rows).extracting(SocketRow::local).endsWith(Endpoint.of(ip, 1003));
    Endpoint last = layout.isTcp() ? Endpoint.of(ip, 2003) : noPeer(layout);
    assertThat(rows).extracting(SocketRow::peer).endsWith(last);
  }

  private static Endpoint noPeer(RowLayout layout) {
    return layout.isV6() ? Endpoint.NONE_V6 : Endpoint.NONE;
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void emptyTableMayBeShorterThanItsFirstRowsOffset(RowLayout layout) throws DecodeException {
    assertThat(rows(ByteBuffer.allocate(4), layout)).isEmpty();
    assertThat(rows(ByteBuffer.allocate(8), layout)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void rubbishInTheUpperHalfOfAPortIsIgnored(RowLayout layout) throws DecodeException {
    String ip = layout.isV6() ? "::1" : "127.0.0.1";
    int port = 0xbeef_0000 | Short.toUnsignedInt(Short.reverseBytes((short) 8443));
    TableBytes table = TableBytes.of(layout, 1).row(ESTABLISHED, ip, 1, ip, 2, 3);
    table.with(layout.localPort(), port);

    assertThat(only(table, layout).local()).isEqualTo(Endpoint.of(ip, 8443));
  }

  @Test
  void listeningSocketHasNoPeerWhateverStandsInItsPlace() throws DecodeException {
    TableBytes four =
        TableBytes.of(RowLayout.TCP4_PID, 1).row(LISTEN, "0.0.0.0", 80, "9.9.9.9", 4711, 7);
    TableBytes six = TableBytes.of(RowLayout.TCP6_PID, 1).row(LISTEN, "::", 80, "9::9", 4711, 7);

    assertThat(only(four, RowLayout.TCP4_PID).peer()).isEqualTo(Endpoint.NONE);
    assertThat(only(six, RowLayout.TCP6_PID).peer()).isEqualTo(Endpoint.NONE_V6);
  }

  @Test
  void mappedRowOfADualStackSocketIsIpv4() throws DecodeException {
    TableBytes table =
        TableBytes.of(RowLayout.TCP6_MODULE, 1)
            .row(ESTABLISHED, "127.0.0.1", 80, "127.0.0.1", 4711, 7)
            .with(RowLayout.TCP6_MODULE.localScope(), -1)
            .with(RowLayout.TCP6_MODULE.remoteScope(), -1);

    SocketRow row = only(table, RowLayout.TCP6_MODULE);
    assertThat(row.local()).isEqualTo(Endpoint.of("127.0.0.1", 80));
    assertThat(row.peer()).isEqualTo(Endpoint.of("127.0.0.1", 4711));
  }

  @Test
  void scopeIsKeptForLinkLocalAddressesAlone() throws DecodeException {
    RowLayout layout = RowLayout.UDP6_MODULE;
    TableBytes near = TableBytes.of(layout, 1).row(0, "fe80::1", 53, "", 0, 7);
    TableBytes far = TableBytes.of(layout, 1).row(0, "2001:db8::1", 53, "", 0, 7);

    assertThat(only(near.with(layout.localScope(), 12), layout).local())
        .isEqualTo(Endpoint.of("fe80::1%12", 53));
    assertThat(only(near.with(layout.localScope(), -1), layout).local())
        .isEqualTo(Endpoint.of("fe80::1", 53));
    assertThat(only(far.with(layout.localScope(), 12), layout).local())
        .isEqualTo(Endpoint.of("2001:db8::1", 53));
  }

  @ParameterizedTest
  @CsvSource({
    "1, CLOSE", "2, LISTEN", "3, SYN_SENT", "4, SYN_RECV", "5, ESTABLISHED", "6, FIN_WAIT1",
    "7, FIN_WAIT2", "8, CLOSE_WAIT", "9, CLOSING", "10, LAST_ACK", "11, TIME_WAIT", "12, CLOSE"
  })
  void everyStateHasItsName(int number, SocketState state) throws DecodeException {
    TableBytes table =
        TableBytes.of(RowLayout.TCP4_PID, 1).row(number, "1.1.1.1", 1, "2.2.2.2", 2, 3);

    assertThat(only(table, RowLayout.TCP4_PID).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "-1", "1280"})
  void stateThatIsNoneNamesItsOffset(int number) {
    TableBytes table =
        TableBytes.of(RowLayout.TCP6_PID, 2)
            .row(ESTABLISHED, "::1", 1, "::1", 2, 3)
            .row(number, "::1", 1, "::1", 2, 3);

    assertThatThrownBy(() -> rows(table.bytes(), RowLayout.TCP6_PID))
        .isInstanceOf(DecodeException.class)
        .hasMessage("dwState at offset " + (4 + 56 + 48) + ": " + number + " is none of 1 to 12");
  }

  @ParameterizedTest
  @CsvSource({"2", "1000000", "-1", "-2147483648", "178956971"})
  void countThatLiesIsRefused(int count) {
    TableBytes table =
        TableBytes.of(RowLayout.TCP4_PID, 1).row(LISTEN, "0.0.0.0", 80, "0.0.0.0", 0, 7);

    assertThatThrownBy(() -> rows(table.count(count).bytes(), RowLayout.TCP4_PID))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("dwNumEntries at offset 0: " + Integer.toUnsignedString(count))
        .hasMessageEndingWith("rows of 24 bytes do not fit into 28 bytes");
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void tableThatIsCutAnywhereIsRefused(RowLayout layout) {
    ByteBuffer whole =
        TableBytes.of(layout, 1)
            .row(
                LISTEN,
                layout.isV6() ? "::" : "0.0.0.0",
                80,
                layout.isV6() ? "::" : "0.0.0.0",
                0,
                7)
            .bytes();
    for (int length = 0; length < whole.capacity(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThatThrownBy(() -> rows(cut, layout))
          .as("%d bytes", length)
          .isInstanceOf(DecodeException.class)
          .hasMessageStartingWith("dwNumEntries at offset 0");
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1", "9223372036854775807"})
  void creationTimeThatIsNoneIsUnknown(long time) throws DecodeException {
    TableBytes table = TableBytes.of(RowLayout.UDP4_MODULE, 1).row(0, "0.0.0.0", 53, "", 0, 7);

    assertThat(only(table.created(time), RowLayout.UDP4_MODULE).created()).isZero();
  }

  @Test
  void pidIsUnsigned() throws DecodeException {
    TableBytes table = TableBytes.of(RowLayout.UDP4_PID, 1).row(0, "0.0.0.0", 53, "", 0, -1);

    assertThat(only(table, RowLayout.UDP4_PID).pid()).isEqualTo(0xffff_ffffL);
  }
}
