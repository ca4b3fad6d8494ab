package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entries of the connection tracking. The messages are events of Linux 6.18 (x86-64) from their
 * nfgenmsg on: a router masqueraded UDP, IPv6 and pings of 10.78.1.2, and published port 5300.
 */
@EnabledIf(
    value = "isLittleEndian",
    disabledReason = "the messages were captured on a little-endian machine")
class ConntrackMessageTest {
  private static final long NETNS = 4026532177L;

  private static final String MASQUERADED =
      "020000003400018014000180080001000a4e010208000200c00002071c0002800500010011000000"
          + "0600020014e900000600030000350000340002801400018008000100c000020708000200c0000201"
          + "1c00028005000100110000000600020000350000060003005a1d000008000c009e3a967b08000300"
          + "00000198080007000000001e0c001b0018eb4513f1da0e80";

  private static final String ITS_END =
      "020000003400018014000180080001000a4e010208000200c00002071c0002800500010011000000"
          + "0600020014e900000600030000350000340002801400018008000100c000020708000200c0000201"
          + "1c00028005000100110000000600020000350000060003005a1d000008000c009e3a967b08000300"
          + "00000398080007000000001d1c0014800c00010018eb4513f1da0d040c00020018eb4514041c9562"
          + "0c001b0018eb4514041c9634";

  private static final String IPV6 =
      "0a0000004c0001802c00018014000300fd7800010000000000000000000000021400040020010db8"
          + "0000000000000000000000071c00028005000100110000000600020014ea00000600030000350000"
          + "4c0002802c0001801400030020010db80000000000000000000000071400040020010db800000000"
          + "00000000000000011c0002800500010011000000060002000035000006000300603100000800"
          + "0c00b829cee80800030000000198080007000000001e";

  private static final String ROUTED =
      "020000003400018014000180080001000a4e0102080002000a4e02021c0002800500010011000000"
          + "0600020014eb000006000300003500003400028014000180080001000a4e0202080002000a4e0102"
          + "1c000280050001001100000006000200003500000600030014eb000008000c00c232fb2f08000300"
          + "00000188080007000000001e";

  private static final String PUBLISHED =
      "02000000340001801400018008000100c000020708000200c00002011c0002800500010011000000"
          + "0600020003e700000600030014b400003400028014000180080001000a4e020208000200c0000207"
          + "1c000280050001001100000006000200003500000600030003e7000008000c006ac969ad08000300"
          + "000001a8080007000000001e";

  private static final String PING =
      "020000003c00018014000180080001000a4e010208000200c0000207240002800500010001000000"
          + "060004000007000005000500080000000500060000000000"
          + "3c0002801400018008000100c000020708000200c0000201"
          + "2400028005000100010000000600040000070000050005000000000005000600000000000800"
          + "0c00f12343820800030000000198080007000000001e";

  private static final String PING_6 =
      "0a000000540001802c00018014000300fd7800010000000000000000000000021400040020010db8"
          + "000000000000000000000007240002800500010"
          + "03a000000060007000007000005000800800000000500090000000000540002802c00018014000300"
          + "20010db80000000000000000000000071400040020010db8000000000000000000000001"
          + "240002800500010"
          + "03a00000006000700000700000500080081000000050009000000000008000c0058f064c208000300"
          + "00000198080007000000001e";

  static boolean isLittleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @Test
  void aMasqueradedSenderHasAnotherAddressAndPortOutside() throws Exception {
    assertThat(decode(MASQUERADED).translation(NETNS))
        .isEqualTo(nat(Protocol.UDP, "10.78.1.2", 5353, "192.0.2.7", 53, "192.0.2.1", 0x5a1d));
  }

  @Test
  void anIpv6SenderLikewise() throws Exception {
    assertThat(decode(IPV6).translation(NETNS))
        .isEqualTo(nat(Protocol.UDP, "fd78:1::2", 5354, "2001:db8::7", 53, "2001:db8::1", 0x6031));
  }

  @Test
  void aPublishedPortIsAnsweredByAnother() throws Exception {
    Endpoint asker = Endpoint.of("192.0.2.7", 999);
    assertThat(decode(PUBLISHED).translation(NETNS))
        .isEqualTo(
            new Translation(
                Protocol.UDP,
                NETNS,
                asker,
                Endpoint.of("192.0.2.1", 5300),
                Endpoint.of("10.78.2.2", 53),
                asker));
  }

  @Test
  void thePingersIdStandsAtItsOwnEnd() throws Exception {
    assertThat(decode(PING).translation(NETNS))
        .isEqualTo(nat(Protocol.ICMP, "10.78.1.2", 7, "192.0.2.7", 0, "192.0.2.1", 7));
    assertThat(decode(PING_6).translation(NETNS))
        .isEqualTo(nat(Protocol.ICMP6, "fd78:1::2", 7, "2001:db8::7", 0, "2001:db8::1", 7));
  }

  @Test
  void whatIsRoutedAndNoMoreTranslatesNothing() throws Exception {
    assertThat(decode(ROUTED).isTranslated()).isFalse();
    for (String translated : new String[] {MASQUERADED, ITS_END, IPV6, PUBLISHED, PING, PING_6}) {
      assertThat(decode(translated).isTranslated()).isTrue();
    }
  }

  @Test
  void anEntrysEndHasItsNumberAndTheTimesThatTheKernelNoted() throws Exception {
    ConntrackMessage end = decode(ITS_END);
    assertThat(end.id()).isEqualTo(decode(MASQUERADED).id());
    assertThat(end.beganNanos()).isEqualTo(0x18eb4513f1da0d04L);
    assertThat(end.endedNanos()).isEqualTo(0x18eb4514041c9562L);
    assertThat(decode(MASQUERADED).beganNanos()).isEqualTo(0x18eb4513f1da0e80L);
    assertThat(decode(ROUTED).beganNanos()).isEqualTo(ProcessRef.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    // offset in MASQUERADED, value of the 16 bits there, the field that is named
    "4, 3, nla_len",
    "4, 60000, nla_len",
    "6, 9, CTA_TUPLE_ORIG", // no original direction
    "58, 9, CTA_TUPLE_REPLY",
    "10, 9, CTA_IP_V4_SRC", // no addresses
    "12, 6, CTA_IP_V4_SRC", // two bytes of one
    "14, 9, CTA_IP_V4_SRC",
    "22, 9, CTA_IP_V4_DST",
    "14, 3, CTA_IP_V6_SRC", // four bytes of IPv6
    "30, 9, CTA_PROTO_NUM", // no protocol
    "32, 4, CTA_PROTO_NUM",
    "34, 9, CTA_PROTO_NUM",
    "40, 5, CTA_PROTO_SRC_PORT",
    "48, 5, CTA_PROTO_DST_PORT",
    "108, 6, CTA_ID",
    "132, 8, CTA_TIMESTAMP_EVENT",
  })
  void oneImpossibleFieldIsNamed(int offset, int value, String field) {
    ByteBuffer message = bytes(MASQUERADED).putShort(offset, (short) value);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(message))
        .withMessageContaining(field)
        .withMessageContaining("offset");
  }

  @Test
  void addressesOfTwoFamiliesInOneDirectionAreRefused() {
    ByteBuffer message = bytes(IPV6).putShort(12, (short) 8).putShort(14, (short) 1);
    assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(message));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 40, 107})
  void aTruncatedMessageIsRefused(int length) {
    ByteBuffer part = Messages.cut(bytes(MASQUERADED), length);
    assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> decode(part));
  }

  @FuzzTest
  void hostileBytesAreDecodedOrRefused(byte[] bytes) {
    ByteBuffer buffer = Messages.buffer(bytes.length).put(bytes);
    try {
      ConntrackMessage message = decode(buffer);
      message.beganNanos();
      message.endedNanos();
      Translation nat = message.translation(NETNS);
      boolean isMirror =
          nat.replySource().equals(nat.originalDestination())
              && nat.replyDestination().equals(nat.originalSource());
      assertThat(isMirror || message.isTranslated()).isTrue();
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
  }

  private static Translation nat(
      Protocol protocol,
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      String outside,
      int outsidePort) {
    Endpoint to = Endpoint.of(destination, destinationPort);
    return new Translation(
        protocol,
        NETNS,
        Endpoint.of(source, sourcePort),
        to,
        to,
        Endpoint.of(outside, outsidePort));
  }

  private static ByteBuffer bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return Messages.buffer(bytes.length).put(0, bytes);
  }

  private static ConntrackMessage decode(String hex) throws DecodeException {
    return decode(bytes(hex));
  }

  private static ConntrackMessage decode(ByteBuffer buffer) throws DecodeException {
    ConntrackMessage message = new ConntrackMessage(buffer);
    message.at(0, buffer.capacity());
    return message;
  }
}
