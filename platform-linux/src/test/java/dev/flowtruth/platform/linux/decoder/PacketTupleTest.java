package dev.flowtruth.platform.linux.decoder;

import static dev.flowtruth.platform.linux.layout.IpHeaders.DESTINATION_OPTIONS;
import static dev.flowtruth.platform.linux.layout.IpHeaders.FRAGMENT;
import static dev.flowtruth.platform.linux.layout.IpHeaders.HOP_BY_HOP;
import static dev.flowtruth.platform.linux.layout.IpHeaders.ROUTING;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP_ACK;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP_SYN;
import static dev.flowtruth.platform.linux.layout.IpHeaders.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.platform.linux.packet.Packets;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Between which endpoints a packet goes; bytes computed from the RFCs. */
class PacketTupleTest {
  @Test
  void ipv4PacketHasItsEndpointsWhateverItsOptions() {
    PacketTuple tuple = decode(Packets.v4(TCP, 10, Packets.tcp(65535, 80, TCP_SYN)));
    assertThat(tuple)
        .isEqualTo(new PacketTuple(true, TCP, false, 0, 0x0a000001, 65535, 0, 0x0a000002, 80));
    assertThat(decode(Packets.v4(UDP, 0, Packets.udp(1, 53))))
        .isEqualTo(new PacketTuple(true, UDP, false, 0, 0x0a000001, 1, 0, 0x0a000002, 53));
  }

  @Test
  void answerToASynIsTold() {
    PacketTuple answer = decode(Packets.v4(TCP, 0, Packets.tcp(80, 1000, TCP_SYN | TCP_ACK)));
    assertThat(answer).isNotNull().matches(PacketTuple::accepts);
  }

  @Test
  void ipv6PacketHasItsEndpointsBehindItsExtensionHeaders() {
    long prefix = 0xfd77000000000000L;
    PacketTuple expected = new PacketTuple(false, UDP, false, prefix, 1, 1000, prefix, 2, 53);
    byte[] udp = Packets.udp(1000, 53);
    assertThat(decode(Packets.v6(UDP, udp))).isEqualTo(expected);
    assertThat(decode(Packets.v6(HOP_BY_HOP, Packets.options(UDP, 0), udp))).isEqualTo(expected);
    assertThat(decode(Packets.v6(FRAGMENT, Packets.fragment(UDP, 0), udp))).isEqualTo(expected);
    assertThat(
            decode(
                Packets.v6(
                    HOP_BY_HOP,
                    Packets.options(ROUTING, 0),
                    Packets.options(FRAGMENT, 3),
                    Packets.fragment(DESTINATION_OPTIONS, 0),
                    Packets.options(UDP, 1),
                    udp)))
        .isEqualTo(expected);
  }

  @Test
  void laterFragmentsAndOtherProtocolsHaveNoPorts() {
    byte[] udp = Packets.udp(1000, 53);
    byte[] later = Packets.v4(UDP, 0, udp);
    later[7] = 1;
    assertThat(decode(later)).isNull();
    assertThat(decode(Packets.v6(FRAGMENT, Packets.fragment(UDP, 8), udp))).isNull();
    assertThat(decode(Packets.v4(1, 0, udp))).isNull();
    assertThat(decode(Packets.v6(58, udp))).isNull();
    byte[] version5 = Packets.v4(UDP, 0, udp);
    version5[0] = 0x55;
    assertThat(decode(version5)).isNull();
  }

  @Test
  void packetsThatAreCutOffAnywhereAreNone() {
    byte[] udp = Packets.udp(1000, 53);
    assertNeeds(20 + 8 + 14, Packets.v4(TCP, 2, Packets.tcp(1, 2, TCP_SYN)));
    assertNeeds(20 + 4, Packets.v4(UDP, 0, udp));
    byte[] options = Packets.options(FRAGMENT, 1);
    assertNeeds(40 + 16 + 8 + 4, Packets.v6(HOP_BY_HOP, options, Packets.fragment(UDP, 0), udp));
  }

  private static void assertNeeds(int bytes, byte[] packet) {
    for (int length = 0; length <= packet.length; length++) {
      PacketTuple cut = PacketTuple.decode(ByteBuffer.wrap(packet, 0, length), 0, length);
      assertThat(cut != null).as(length + " bytes").isEqualTo(length >= bytes);
    }
  }

  private static PacketTuple decode(byte[] packet) {
    return PacketTuple.decode(ByteBuffer.wrap(packet), 0, packet.length);
  }
}
