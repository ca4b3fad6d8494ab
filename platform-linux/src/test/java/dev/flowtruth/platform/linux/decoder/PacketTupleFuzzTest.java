package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.platform.linux.layout.IpHeaders;
import java.nio.ByteBuffer;

/** Packets as anybody on this host may send them, through raw sockets too. */
class PacketTupleFuzzTest {
  @FuzzTest
  void packetIsReadWithinItsBoundsOrNotAtAll(byte[] packet) {
    int before = 3;
    ByteBuffer frame = ByteBuffer.allocate(before + packet.length);
    frame.put(before, packet);
    PacketTuple tuple = PacketTuple.decode(frame, before, packet.length);
    if (tuple != null) {
      assertThat(tuple.protocol()).isIn(IpHeaders.TCP, IpHeaders.UDP);
      assertThat(tuple.sourcePort()).isBetween(0, 0xffff);
      assertThat(tuple.destinationPort()).isBetween(0, 0xffff);
      assertThat(packet.length).isGreaterThanOrEqualTo(IpHeaders.V4_SIZE + IpHeaders.PORTS_SIZE);
    }
  }
}
