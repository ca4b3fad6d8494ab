package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.TestPackets.UDP;
import static dev.flowtruth.formats.capture.TestPackets.bytes;
import static dev.flowtruth.formats.capture.TestPackets.ethernet;
import static dev.flowtruth.formats.capture.TestPackets.extension;
import static dev.flowtruth.formats.capture.TestPackets.fragmentHeader;
import static dev.flowtruth.formats.capture.TestPackets.join;
import static dev.flowtruth.formats.capture.TestPackets.udp;
import static dev.flowtruth.formats.capture.TestPackets.v4;
import static dev.flowtruth.formats.capture.TestPackets.v6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flowtruth.core.model.Endpoint;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PacketHeadersTest {
  private static final byte[] V4 = v4("10.0.0.1", "10.0.0.2", UDP, udp(1000, 53));
  private static final byte[] V6 = v6("fd00::1", "fd00::2", UDP, udp(1000, 53));

  private final PacketHeaders headers = new PacketHeaders();

  private PacketKey read(int linkType, byte[] packet) {
    return headers.read(packet, 0, packet.length, linkType, 0);
  }

  static Stream<Arguments> links() {
    return Stream.of(
        arguments("Ethernet", 1, ethernet(0x800, V4)),
        arguments("VLAN", 1, ethernet(0x8100, join(bytes(0, 7, 8, 0), V4))),
        arguments("QinQ", 1, ethernet(0x88a8, join(bytes(0, 7, 0x81, 0, 0, 8, 8, 0), V4))),
        arguments("PPPoE", 1, ethernet(0x8864, join(bytes(0x11, 0, 0, 1, 0, 50, 0, 0x21), V4))),
        arguments("cooked", 113, join(new byte[14], bytes(8, 0), V4)),
        arguments("cooked v2", 276, join(bytes(8, 0), new byte[18], V4)),
        arguments(
            "cooked v2, VLAN", 276, join(bytes(0x81, 0), new byte[18], bytes(0, 7, 8, 0), V4)),
        arguments("raw", 101, V4),
        arguments("raw of BSD", 12, V4),
        arguments("raw of OpenBSD", 14, V4),
        arguments("IPv4", 228, V4),
        arguments("loopback, little-endian", 0, join(bytes(2, 0, 0, 0), V4)),
        arguments("loopback, big-endian", 0, join(bytes(0, 0, 0, 2), V4)),
        arguments("loopback of OpenBSD", 108, join(bytes(0, 0, 0, 2), V4)),
        arguments("PPP", 9, join(bytes(0xff, 3, 0, 0x21), V4)),
        arguments("PPP without address", 9, join(bytes(0, 0x21), V4)),
        arguments("PPP in HDLC framing", 50, join(bytes(0xff, 3, 0, 0x21), V4)),
        arguments("pktap", 258, TestPackets.pktap(1, 2, 7, "a", ethernet(0x800, V4))),
        arguments("pktap of a tunnel", 258, TestPackets.pktap(12, 2, 7, "a", V4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("links")
  void everyLinkTypeLeadsToThePorts(String name, int linkType, byte[] packet) {
    PacketKey key = read(linkType, packet);
    assertThat(key.source()).isEqualTo(Endpoint.of("10.0.0.1", 1000));
    assertThat(key.destination()).isEqualTo(Endpoint.of("10.0.0.2", 53));
    assertThat(key.protocol()).isEqualTo(17);
    assertThat(LinkLayer.knows(linkType)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("links")
  void packetThatIsCutOffBeforeItsPortsSaysNothing(String name, int linkType, byte[] packet) {
    int portsEnd = packet.length - 8;
    assertThat(read(linkType, Arrays.copyOf(packet, portsEnd)).isKnown()).isTrue();
    for (int length = 0; length < portsEnd; length++) {
      assertThat(read(linkType, Arrays.copyOf(packet, length))).isEqualTo(PacketKey.CUT);
    }
  }

  static Stream<Arguments> extensions() {
    byte[] ports = udp(1000, 53);
    byte[] authentication = join(bytes(UDP, 4), new byte[22], ports); // (4 + 2) * 4 bytes
    return Stream.of(
        arguments("none", V6),
        arguments("hop by hop", v6("fd00::1", "fd00::2", 0, extension(UDP, ports))),
        arguments("routing", v6("fd00::1", "fd00::2", 43, extension(UDP, ports))),
        arguments("options", v6("fd00::1", "fd00::2", 60, extension(UDP, ports))),
        arguments("authentication", v6("fd00::1", "fd00::2", 51, authentication)),
        arguments(
            "several",
            v6("fd00::1", "fd00::2", 0, extension(43, extension(60, extension(UDP, ports))))),
        arguments(
            "a fragment that is whole",
            v6("fd00::1", "fd00::2", 44, fragmentHeader(UDP, 0, 9, ports))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extensions")
  void extensionsOfIpv6AreSkipped(String name, byte[] packet) {
    PacketKey key = read(229, packet);
    assertThat(key.source()).isEqualTo(Endpoint.of("fd00::1", 1000));
    assertThat(key.destination()).isEqualTo(Endpoint.of("fd00::2", 53));
  }

  @Test
  void whatMacosCallsPktapIsReadAndOthersDataOfThatTypeIsNot() {
    byte[] packet = TestPackets.pktap(1, 2, 7, "a", ethernet(0x800, V4));
    assertThat(read(149, packet).source().port()).isEqualTo(1000);
    assertThat(read(149, new byte[200])).isEqualTo(PacketKey.NOT_IP);
  }

  @Test
  void laterFragmentsOfIpv4GetThePortsOfTheFirst() {
    PacketKey first = read(101, v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x2000, udp(1000, 53)));
    byte[] middle = v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x2002, new byte[16]);
    byte[] last = v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x0004, new byte[16]);
    assertThat(read(101, middle)).isEqualTo(first);
    assertThat(read(101, last)).isEqualTo(first);
    assertThat(read(101, last))
        .as("after the last one the id may mean another")
        .isEqualTo(PacketKey.CUT);
  }

  @Test
  void laterFragmentsOfIpv6GetThePortsOfTheFirst() {
    PacketKey first =
        read(
            229,
            v6("fd00::1", "fd00::2", 44, fragmentHeader(60, 1, 9, extension(UDP, udp(1000, 53)))));
    assertThat(first.source().port()).isEqualTo(1000);
    byte[] last = v6("fd00::1", "fd00::2", 44, fragmentHeader(60, 0x28, 9, new byte[16]));
    assertThat(read(229, last)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.9, 10.0.0.2, 5", "10.0.0.1, 10.0.0.9, 5", "10.0.0.1, 10.0.0.2, 6"})
  void fragmentOfAnotherDatagramGetsNothing(String source, String destination, int id) {
    read(101, v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x2000, udp(1000, 53)));
    PacketKey other = read(101, v4(source, destination, UDP, id, 0x0004, new byte[16]));
    assertThat(other).isEqualTo(PacketKey.CUT);
  }

  @Test
  void fragmentThatComesLateGetsNothing() {
    byte[] first = v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x2000, udp(1000, 53));
    byte[] last = v4("10.0.0.1", "10.0.0.2", UDP, 5, 0x0004, new byte[16]);
    headers.read(first, 0, first.length, 101, 0);
    assertThat(headers.read(last, 0, last.length, 101, 2_000_000_000L)).isEqualTo(PacketKey.CUT);
  }

  @Test
  void icmpTellsTypeAndCodeAndNoPorts() {
    PacketKey key = read(101, v4("10.0.0.1", "10.0.0.2", 1, TestPackets.icmp(0, 0)));
    assertThat(key.source()).isEqualTo(Endpoint.of("10.0.0.1", 0));
    assertThat(key.icmpType()).isZero();
    assertThat(key.questionType()).as("an answer to an echo request").isEqualTo(8);
    byte[] unreachable = v6("fd00::1", "fd00::2", 58, TestPackets.icmp(1, 4));
    assertThat(read(229, unreachable).icmpCode()).isEqualTo(4);
    assertThat(read(229, unreachable).questionType()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"1, 2054", "1, 34525", "113, 2054", "147, 2048"})
  void whatIsNotIpIsLeftAlone(int linkType, int type) {
    byte[] packet =
        linkType == 113
            ? join(new byte[14], bytes(type >> 8, type), new byte[40])
            : ethernet(type, new byte[40]);
    assertThat(read(linkType, packet)).isEqualTo(PacketKey.NOT_IP);
  }
}
