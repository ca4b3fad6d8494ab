package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.CaptureBytes.START;
import static dev.flowtruth.formats.capture.TestPackets.datagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureReadingTest {
  private static List<Packet> read(byte[] file) throws IOException {
    Capture capture = Capture.open(CaptureBytes.input(file));
    List<Packet> packets = new ArrayList<>();
    for (Block block = capture.next(); block != null; block = capture.next()) {
      Packet packet = capture.packetOf(block);
      if (packet != null) {
        packets.add(packet);
      }
    }
    return packets;
  }

  static Stream<Arguments> magics() {
    return Stream.of(
        arguments(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 400_000L, 1000L),
        arguments(0xA1B2C3D4, ByteOrder.BIG_ENDIAN, 400_000L, 1000L),
        arguments(0xA1B23C4D, ByteOrder.LITTLE_ENDIAN, 400_000_000L, 1L),
        arguments(0xA1B23C4D, ByteOrder.BIG_ENDIAN, 400_000_000L, 1L));
  }

  @ParameterizedTest
  @MethodSource("magics")
  void classicFilesOfEveryMagicAreRead(int magic, ByteOrder order, long fraction, long resolution)
      throws IOException {
    byte[] packet = datagram(1000, 53);
    byte[] file = CaptureBytes.classic(magic, order, 1, fraction, packet);
    assertThat(Capture.isCapture(CaptureBytes.input(file))).isTrue();

    Packet read = read(file).get(0);
    assertThat(read.nanos()).isEqualTo(START);
    assertThat(read.on().clock().resolutionNanos()).isEqualTo(resolution);
    assertThat(read.length()).isEqualTo(packet.length);
    assertThat(Arrays.copyOfRange(read.block().data(), Pcapng.PACKET_DATA, read.end()))
        .isEqualTo(packet);
    assertThat(read.key().source().port()).isEqualTo(1000);
  }

  @Test
  void sectionsHaveInterfacesAndByteOrdersOfTheirOwn() throws IOException {
    byte[] v4 = TestPackets.v4("10.0.0.1", "10.0.0.2", 17, TestPackets.udp(1, 2));
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.BIG_ENDIAN);
    capture.face(1, capture.option(2, "eth0")).face(101, capture.option(2, "tun0"));
    capture.packet(0, 5, datagram(1, 2)).packet(1, 5, v4).oldPacket(1, v4);
    capture.section(ByteOrder.LITTLE_ENDIAN).face(101, capture.option(2, "tun1"));
    capture.packet(0, 5, v4);

    List<Packet> packets = read(capture.bytes());
    assertThat(packets)
        .extracting(p -> p.on().name())
        .containsExactly("eth0", "tun0", "tun0", "tun1");
    assertThat(packets).extracting(p -> p.key().source().port()).containsOnly(1);
    assertThat(packets).extracting(p -> p.on().number()).containsExactly(0, 1, 1, 2);
  }

  static Stream<Arguments> clocks() {
    long seconds = START / 1_000_000_000L;
    return Stream.of(
        arguments(6, 0L, START / 1000, START, 1000L),
        arguments(9, 0L, START + 1, START + 1, 1L),
        arguments(3, 0L, START / 1_000_000, START, 1_000_000L),
        arguments(0, 0L, seconds, seconds * 1_000_000_000L, 1_000_000_000L),
        arguments(12, 0L, 1_700_000L * 1_000_000_000_000L, 1_700_000L * 1_000_000_000L, 1L),
        arguments(
            0x80 | 10, 0L, seconds << 10 | 512, seconds * 1_000_000_000L + 500_000_000L, 976_563L),
        arguments(
            0x80 | 32, 0L, seconds << 32 | 1L << 31, seconds * 1_000_000_000L + 500_000_000L, 1L),
        arguments(6, 3600L, START / 1000, START + 3600_000_000_000L, 1000L));
  }

  @ParameterizedTest
  @MethodSource("clocks")
  void timesAreInTheUnitsOfTheirInterface(
      int resolution, long offset, long ticks, long nanos, long resolutionNanos)
      throws IOException {
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.LITTLE_ENDIAN);
    capture.face(
        1, capture.option(9, new byte[] {(byte) resolution}), capture.option64(14, offset));
    Packet packet = read(capture.packet(0, ticks, datagram(1, 2)).bytes()).get(0);
    assertThat(packet.nanos()).isEqualTo(nanos);
    assertThat(packet.on().clock().resolutionNanos()).isEqualTo(resolutionNanos);
  }

  @Test
  void tornLastBlockIsLeftOutAndSaid() throws IOException {
    byte[] whole = CaptureBytes.ethernet().packet(datagram(1, 2)).packet(datagram(3, 4)).bytes();
    int last = whole.length - (32 + 46 + 2);
    for (int length = last + 1; length < whole.length; length++) {
      LabelledBytes labelled = LabelledBytes.of(Arrays.copyOf(whole, length), Labels::byPorts);
      assertThat(labelled.report().rows()).isEqualTo(1);
      assertThat(labelled.bytes()).isEqualTo(Arrays.copyOf(whole, last));
      assertThat(labelled.remarks())
          .containsExactly(
              "the last block is cut off at offset "
                  + last
                  + "; its "
                  + (length - last)
                  + " bytes are left out");
    }
  }

  @Test
  void tornClassicFileIsReadUpToThere() throws IOException {
    byte[] whole = CaptureBytes.classic(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, 0, datagram(1, 2));
    for (int length = 4; length < whole.length; length++) {
      LabelReport report = LabelledBytes.of(Arrays.copyOf(whole, length), Labels::byPorts).report();
      assertThat(report.rows()).isZero();
    }
  }

  @Test
  void packetsThatSayTooLittleAreCountedAndKept() throws IOException {
    byte[] cut = Arrays.copyOf(datagram(1, 2), 30);
    byte[] arp = TestPackets.ethernet(0x806, new byte[28]);
    CaptureBytes capture = CaptureBytes.ethernet().packet(datagram(1, 2)).packet(cut).packet(arp);
    capture.block(3, new byte[60]).face(147).packet(1, 5, datagram(1, 2));

    LabelledBytes labelled =
        LabelledBytes.of(capture.bytes(), Labels::byPorts, ProcessInfo.COMMENT);
    assertThat(labelled.report().rows()).isEqualTo(2);
    assertThat(labelled.report().badRows()).isEqualTo(1);
    assertThat(labelled.report().otherLines()).isEqualTo(3);
    assertThat(labelled.comments())
        .hasSize(2)
        .element(1)
        .isEqualTo("flowtruth: src_reason=bad_row dst_reason=bad_row");
    assertThat(labelled.remarks())
        .containsExactly(
            "packets of link type 147 are not understood; they get no label",
            "1 packets are written without a time; they get no label");
  }

  @Test
  void lengthOfASectionBecomesUnknownBecauseItGrows() throws IOException {
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.BIG_ENDIAN, 1000).face(1);
    byte[] labelled =
        LabelledBytes.of(capture.packet(datagram(1, 2)).bytes(), Labels::byPorts).bytes();
    assertThat(ByteBuffer.wrap(labelled).getLong(16)).isEqualTo(-1);
  }

  static Stream<Arguments> damages() {
    byte[] good = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    byte[] classic =
        CaptureBytes.classic(0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, 1, 0, datagram(1, 2));
    int packet = 28 + 20;
    return Stream.of(
        arguments(
            "text",
            "hello, world, hello".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "offset 0: not a capture; expected pcap or pcapng"),
        arguments("empty", new byte[0], "offset 0: not a capture; expected pcap or pcapng"),
        arguments(
            "order",
            with(good, 8, 7),
            "offset 0: byte order 0x07000000 of a section;" + " expected 0x1A2B3C4D"),
        arguments("version", with(good, 12, 2), "offset 0: pcapng of version 2; expected 1"),
        arguments(
            "length",
            with(good, packet + 4, 81),
            "offset 48: a block of 81 bytes; expected a multiple of 4 from 12 on"),
        arguments(
            "short",
            with(good, packet + 4, 8),
            "offset 48: a block of 8 bytes; expected a multiple of 4 from 12 on"),
        arguments(
            "huge",
            with(good, packet + 4, 0x7ffffffc),
            "offset 48: a block of 2147483644 bytes; expected at most 67108864"),
        arguments(
            "second length",
            with(good, good.length - 4, 84),
            "offset 48: a block of 80 bytes that ends with the length 84; expected the same"),
        arguments(
            "interface",
            with(good, packet + 8, 3),
            "offset 48: a packet of interface 3; expected one of the 1 that the section describes"),
        arguments(
            "captured",
            with(good, packet + 20, 49),
            "offset 48: a packet of 49 bytes; expected no more than the block holds"),
        arguments(
            "tiny",
            CaptureBytes.ethernet().block(6, new byte[8]).bytes(),
            "offset 48: a packet block of 20 bytes; expected 32 or more"),
        arguments(
            "no interface",
            new CaptureBytes().section(ByteOrder.LITTLE_ENDIAN).block(1, new byte[0]).bytes(),
            "offset 28: an interface of 12 bytes; expected 20 or more"),
        arguments(
            "classic version", with(classic, 4, 3), "offset 4: pcap of version 3; expected 2"),
        arguments(
            "classic length",
            with(classic, 32, 0x7fffffff),
            "offset 24: a packet of 2147483647 bytes; expected at most 67108864"),
        arguments(
            "patched",
            with(classic, 0, 0xA1B2CD34),
            "offset 0: the patched pcap of old Red"
                + " Hat; make it a usual one with editcap -F pcap"));
  }

  private static byte[] with(byte[] good, int at, int value) {
    byte[] bad = good.clone();
    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bad;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void whatIsWrongIsOneSentenceWithFileAndOffset(String name, byte[] file, String sentence) {
    assertThatThrownBy(() -> LabelledBytes.of(file, Labels::byPorts))
        .isInstanceOf(BadCaptureException.class)
        .hasMessage("c.pcapng, " + sentence);
  }

  @Test
  void packedCaptureIsUnpacked() throws IOException {
    byte[] plain = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    FlowInput input = FlowInput.of("c.gz", new ByteArrayInputStream(packed.toByteArray()));
    assertThat(Capture.isCapture(input)).isTrue();
    Capture capture = Capture.open(input);
    Block first = capture.next();
    assertThat(first).isNotNull();
    assertThat(first.data()).isEqualTo(Arrays.copyOf(plain, 28));
  }
}
