package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as Linux 6.18 on x86-64 prints them. */
class ProcNetTableTest {
  private static final String HEADER = "  sl  local_address rem_address   st tx_queue rx_queue\n";
  private static final String TCP =
      "   0: 0100007F:1F90 0200007F:01BB 01 00000000:00000000 00:00000000 00000000  1000        0"
          + " 4711 1 0000000000000000 20 4 30 10 -1\n";
  private static final String TCP6 =
      "   1: 000080FE000000000000000001000000:0016 00000000000000000000000000000000:0000 0A"
          + " 00000000:00000000 00:00000000 00000000     0        0 12 1 0000000000000000 100 0\n";

  @Test
  void aV4RowIsDecoded() throws Exception {
    SocketRow row = read(Protocol.TCP, HEADER + TCP).get(0);
    assertThat(row.local()).isEqualTo(Endpoint.of("127.0.0.1", 8080));
    assertThat(row.peer()).isEqualTo(Endpoint.of("127.0.0.2", 443));
    assertThat(row.state()).isEqualTo(SocketState.ESTABLISHED);
    assertThat(row.uid()).isEqualTo(1000);
    assertThat(row.inode()).isEqualTo(4711);
  }

  @Test
  void aV6RowIsDecoded() throws Exception {
    SocketRow row = read(Protocol.TCP, HEADER + TCP6).get(0);
    assertThat(row.local()).isEqualTo(Endpoint.of("fe80::1", 22));
    assertThat(row.peer()).isEqualTo(Endpoint.NONE_V6);
    assertThat(row.state()).isEqualTo(SocketState.LISTEN);
  }

  @Test
  void aBigEndianMachinesAddressesAreReadAsTheyStand() throws Exception {
    ByteBuffer text = text(HEADER + TCP.replace("0100007F", "7F000001"));
    List<SocketRow> rows = new ArrayList<>();
    ProcNetTable.read(Protocol.TCP, text.order(ByteOrder.BIG_ENDIAN), rows::add);
    assertThat(rows.get(0).local()).isEqualTo(Endpoint.of("127.0.0.1", 8080));
  }

  @Test
  void aRawSocketsPortIsItsProtocol() throws Exception {
    SocketRow row = read(Protocol.raw(0), HEADER + TCP.replace(":1F90", ":0059")).get(0);
    assertThat(row.protocol()).isEqualTo(Protocol.raw(89));
    assertThat(row.local()).isEqualTo(Endpoint.of("127.0.0.1", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0100007F:1F90, 0100007:1F90, local_address",
    "0100007F:1F90, 0100007F1F90, local_address",
    "0100007F:1F90, 0100007F:1F, local_address",
    "0200007F:01BB, xyz, rem_address",
    "' 01 ', ' 0F ', state",
    "' 01 ', ' 1 ', st",
    "' 1000 ', ' -1 ', uid",
    "4711, 47111111111111111111, inode",
  })
  void oneImpossibleFieldIsNamed(String good, String bad, String field) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> read(Protocol.TCP, HEADER + TCP.replace(good, bad)))
        .withMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 33, 36, 50, 75, 90})
  void aTruncatedRowIsRefused(int length) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> read(Protocol.TCP, HEADER + TCP.substring(0, length)));
  }

  @Test
  void aTableWithoutRowsIsEmpty() throws Exception {
    assertThat(read(Protocol.TCP, HEADER)).isEmpty();
    assertThat(read(Protocol.TCP, "")).isEmpty();
  }

  @FuzzTest
  void hostileTextIsDecodedOrRefused(byte[] bytes) {
    ByteBuffer text = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      ProcNetTable.read(Protocol.TCP, text, row -> assertThat(row.inode()).isNotNegative());
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
  }

  private static List<SocketRow> read(Protocol table, String text) throws DecodeException {
    List<SocketRow> rows = new ArrayList<>();
    ProcNetTable.read(table, text(text), rows::add);
    return rows;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
