package dev.flowtruth.platform.linux.packet;

import static dev.flowtruth.platform.linux.layout.IpHeaders.DESTINATION_OPTIONS;
import static dev.flowtruth.platform.linux.layout.IpHeaders.FRAGMENT;
import static dev.flowtruth.platform.linux.layout.IpHeaders.HOP_BY_HOP;
import static dev.flowtruth.platform.linux.layout.IpHeaders.ROUTING;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP_ACK;
import static dev.flowtruth.platform.linux.layout.IpHeaders.TCP_SYN;
import static dev.flowtruth.platform.linux.layout.IpHeaders.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.platform.linux.decoder.PacketTuple;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packets the filter lets through, by an interpreter of classic BPF. */
class PacketFilterTest {
  private static final ByteBuffer NO_PORTS = PacketFilter.of(new int[0]);
  private static final int INCOMING = 0;

  private static final List<byte[]> FIRST_PACKETS =
      List.of(
          Packets.v4(TCP, 0, Packets.tcp(1000, 80, TCP_SYN)),
          Packets.v4(TCP, 10, Packets.tcp(80, 1000, TCP_SYN | TCP_ACK)),
          Packets.v4(UDP, 0, Packets.udp(1000, 53)),
          Packets.v6(TCP, Packets.tcp(1000, 80, TCP_SYN)),
          Packets.v6(UDP, Packets.udp(1000, 53)),
          Packets.v6(HOP_BY_HOP, Packets.options(UDP, 0), Packets.udp(1000, 53)),
          Packets.v6(
              HOP_BY_HOP,
              Packets.options(ROUTING, 1),
              Packets.options(DESTINATION_OPTIONS, 2),
              Packets.options(FRAGMENT, 0),
              Packets.fragment(TCP, 0),
              Packets.tcp(1000, 80, TCP_SYN)));

  private static final List<byte[]> OTHERS =
      List.of(
          Packets.v4(TCP, 0, Packets.tcp(1000, 80, TCP_ACK)),
          Packets.v4(1, 0, Packets.udp(1000, 53)),
          laterFragment(),
          Packets.v6(FRAGMENT, Packets.fragment(UDP, 1280), Packets.udp(1000, 53)),
          Packets.v6(58, Packets.udp(1000, 53)),
          Packets.v6(
              HOP_BY_HOP,
              Packets.options(DESTINATION_OPTIONS, 0),
              Packets.options(DESTINATION_OPTIONS, 0),
              Packets.options(DESTINATION_OPTIONS, 0),
              Packets.options(DESTINATION_OPTIONS, 0),
              Packets.options(UDP, 0),
              Packets.udp(1000, 53)));

  private static byte[] laterFragment() {
    byte[] packet = Packets.v4(UDP, 0, Packets.udp(1000, 53));
    packet[7] = 1;
    return packet;
  }

  @Test
  void whatMayBeASocketsFirstPacketPasses() {
    for (byte[] packet : FIRST_PACKETS) {
      assertThat(FilterInterpreter.run(NO_PORTS, packet)).isEqualTo(PacketTuple.LONGEST);
      assertThat(FilterInterpreter.run(NO_PORTS, packet, INCOMING)).isZero();
    }
  }

  @Test
  void whatIsNoSocketsFirstPacketDoesNot() {
    for (byte[] packet : OTHERS) {
      assertThat(FilterInterpreter.run(NO_PORTS, packet)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 255, 256})
  void knownUdpPortsAreKeptOutAndNoOthers(int count) {
    int[] known = IntStream.range(0, count).map(i -> 1 + 255 * i).toArray();
    ByteBuffer filter = PacketFilter.of(known);
    for (int port = 1; port <= 0xffff; port += 2) {
      boolean isKnown = (port - 1) % 255 == 0 && (port - 1) / 255 < count;
      byte[] udp = Packets.v4(UDP, 0, Packets.udp(port, 53));
      byte[] syn = Packets.v6(TCP, Packets.tcp(port, 80, TCP_SYN));
      assertThat(FilterInterpreter.run(filter, udp) == 0).as("port " + port).isEqualTo(isKnown);
      assertThat(FilterInterpreter.run(filter, syn)).isPositive();
    }
  }

  @Test
  void filterAndDecoderAgreeOnDamagedPackets() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] packet = FIRST_PACKETS.get(random.nextInt(FIRST_PACKETS.size())).clone();
      for (int i = random.nextInt(4); i > 0; i--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      boolean passes = FilterInterpreter.run(NO_PORTS, packet) != 0;
      PacketTuple tuple = PacketTuple.decode(ByteBuffer.wrap(packet), 0, packet.length);
      // The filter leaves it to the decoder whether a header is too short.
      boolean isShortHeader = packet[0] >> 4 == 4 && (packet[0] & 0xf) < 5;
      if (passes && !isShortHeader) {
        assertThat(tuple).isNotNull();
      }
      if (tuple != null && !tuple.isTcp()) {
        assertThat(passes).isTrue();
      }
    }
  }
}
