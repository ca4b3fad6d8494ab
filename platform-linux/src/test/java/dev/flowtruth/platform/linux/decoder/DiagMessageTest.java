package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.InetDiag;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding of inet_diag_msg; the messages are computed from linux/inet_diag.h. */
class DiagMessageTest {
  @Test
  void everyFieldComesOut() throws Exception {
    SocketRow row = decode(Messages.socket(), Protocol.TCP);
    assertThat(row.local()).isEqualTo(new Endpoint(IpAddress.parse("fe80::1%3"), 8080));
    assertThat(row.peer()).isEqualTo(new Endpoint(IpAddress.parse("fe80::2%3"), 443));
    assertThat(row.state()).isEqualTo(SocketState.LISTEN);
    assertThat(row.inode()).isEqualTo(4711);
    assertThat(row.cookie()).isEqualTo(0x1_0000_0007L);
    assertThat(row.uid()).isEqualTo(1000);
    assertThat(row.v6Only()).isTrue();
    assertThat(row.boundInterface()).isEqualTo(3);
  }

  @Test
  void aV4AddressIsReadFromItsFourBytesAlone() throws Exception {
    ByteBuffer message = Messages.socket();
    message.put(InetDiag.FAMILY, (byte) 2);
    message.put(InetDiag.SOURCE, new byte[] {127, 0, 0, 1, 99, 99});
    assertThat(decode(message, Protocol.TCP).local()).isEqualTo(Endpoint.of("127.0.0.1", 8080));
  }

  @Test
  void aRawSocketsPortIsItsProtocol() throws Exception {
    ByteBuffer message = Messages.socket();
    message.put(InetDiag.SOURCE_PORT, (byte) 0).put(InetDiag.SOURCE_PORT + 1, (byte) 89);
    SocketRow row = decode(message, Protocol.raw(0));
    assertThat(row.protocol()).isEqualTo(Protocol.raw(89));
    assertThat(row.local().port()).isZero();
    assertThat(row.peer().port()).isZero();
  }

  @Test
  void anAssociationIsARowForEachPairOfAddresses() throws Exception {
    List<SocketRow> rows = associations(Messages.association());
    assertThat(rows)
        .extracting(row -> row.local() + " " + row.peer())
        .containsExactly(
            "10.0.0.1:8080 10.0.0.2:443",
            "10.0.0.1:8080 10.0.1.2:443",
            "[fe80::1%3]:8080 [fe80::2%3]:443");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.protocol()).isEqualTo(Protocol.SCTP);
              assertThat(row.state()).isEqualTo(SocketState.ESTABLISHED);
              assertThat(row.inode()).isEqualTo(4711);
              assertThat(row.cookie()).isZero();
              assertThat(row.hasOwnInode()).isFalse();
            });
  }

  @Test
  void aSocketItselfIsNoAssociation() throws Exception {
    assertThat(associations(Messages.socket())).isEmpty();
    assertThat(decode(Messages.socket(), Protocol.SCTP).state()).isEqualTo(SocketState.LISTEN);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8, state of an association",
    "72, 3, list of addresses",
    "76, 1, sa_family",
  })
  void oneImpossibleFieldOfAnAssociationIsNamed(int offset, int value, String field) {
    ByteBuffer message = Messages.association();
    message.put(offset, (byte) (offset == 72 ? message.get(offset) - value : value));
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> associations(message))
        .withMessageContaining(field);
  }

  private static List<SocketRow> associations(ByteBuffer buffer) throws DecodeException {
    DiagMessage message = new DiagMessage(buffer);
    message.at(0, buffer.capacity());
    List<SocketRow> rows = new ArrayList<>();
    assertThat(message.association(rows::add)).isEqualTo(!rows.isEmpty());
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, idiag_family", // AF_UNIX
    "1, 0, state",
    "1, 14, state",
    "72, 3, nla_len",
    "72, 99, nla_len",
    "72, 4, INET_DIAG_SKV6ONLY",
  })
  void oneImpossibleFieldIsNamed(int offset, int value, String field) {
    ByteBuffer message = Messages.socket();
    message.put(offset, (byte) value);
    if (offset == InetDiag.MESSAGE_SIZE && message.getShort(offset) != value) {
      message.putShort(offset, (short) value);
    }
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(message, Protocol.TCP))
        .withMessageContaining(field)
        .withMessageContaining("offset");
  }

  @ParameterizedTest
  @MethodSource("shorterLengths")
  void aTruncatedMessageIsRefusedUnlessItsFixedPartIsWhole(int length) {
    ByteBuffer part = Messages.cut(Messages.socket(), length);
    if (length < InetDiag.MESSAGE_SIZE) {
      assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(part, Protocol.TCP));
    } else if (length >= InetDiag.MESSAGE_SIZE + 4) {
      // From here on there is the header of an attribute that promises more.
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> decode(part, Protocol.TCP))
          .withMessageContaining("nla_len");
    }
  }

  static IntStream shorterLengths() {
    return IntStream.range(0, InetDiag.MESSAGE_SIZE + 5);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "4", "6", "8", "15", "16", "23", "24", "39", "40", "64", "68", "71"})
  void aChangeInAFieldOfTheRowIsNoticed(int offset) throws Exception {
    assertThat(isSameAfterChange(offset)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "52", "56", "60"})
  void timersAndQueuesAreNoChange(int offset) throws Exception {
    assertThat(isSameAfterChange(offset)).isTrue();
  }

  private static boolean isSameAfterChange(int offset) throws Exception {
    ByteBuffer buffer = Messages.socket();
    DiagMessage message = new DiagMessage(buffer);
    message.at(0, buffer.capacity());
    long[] words = new long[DiagMessage.WORDS];
    message.words(words);
    assertThat(message.sameAs(words)).isTrue();
    buffer.put(offset, (byte) (buffer.get(offset) ^ 0x40));
    return message.sameAs(words);
  }

  @FuzzTest
  void hostileBytesAreDecodedOrRefused(byte[] bytes) {
    ByteBuffer buffer = Messages.buffer(bytes.length).put(bytes);
    DiagMessage message = new DiagMessage(buffer);
    try {
      message.at(0, bytes.length);
      message.row(Protocol.TCP);
      message.row(Protocol.raw(0));
      message.bytesReceived();
      message.bytesSent();
      message.protocol();
      message.association(row -> assertThat(row.hasOwnInode()).isFalse());
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
  }

  private static SocketRow decode(ByteBuffer buffer, Protocol table) throws DecodeException {
    DiagMessage message = new DiagMessage(buffer);
    message.at(0, buffer.capacity());
    return message.row(table);
  }
}
