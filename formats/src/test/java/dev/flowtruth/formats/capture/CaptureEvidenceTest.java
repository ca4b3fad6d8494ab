package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.CaptureBytes.START;
import static dev.flowtruth.formats.capture.TestPackets.SYN;
import static dev.flowtruth.formats.capture.TestPackets.answer;
import static dev.flowtruth.formats.capture.TestPackets.datagram;
import static dev.flowtruth.formats.capture.TestPackets.pktap;
import static dev.flowtruth.formats.capture.TestPackets.segment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.formats.flows.Labels;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What captures that name processes tell of sockets. */
class CaptureEvidenceTest {
  private static final int IN = 1;
  private static final int OUT = 2;

  private final List<String> told = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private long read(CaptureBytes capture) throws IOException {
    return CaptureEvidence.open(CaptureBytes.input(capture.bytes()))
        .readTo(event -> told.add(words(event)), remarks::add);
  }

  private static String words(SocketEvent event) {
    if (event instanceof SocketEvent.Opened opened) {
      return "open " + words(opened.socket());
    }
    if (event instanceof SocketEvent.OwnerChanged changed) {
      return "owner " + words(changed.socket());
    }
    if (event instanceof SocketEvent.Closed closed) {
      return "close " + words(closed.socket());
    }
    return event instanceof SocketEvent.AddressChanged address
        ? "address " + address.address().ip()
        : event.toString();
  }

  private static String words(OpenSocket socket) {
    String owners =
        String.join(
            ";", socket.ownership().owners().stream().map(CaptureEvidenceTest::words).toList());
    return socket.protocol() + " " + socket.local() + " " + socket.peer() + " " + owners;
  }

  private static String words(Owner owner) {
    return owner.process().pid() + ":" + owner.process().name() + ":" + owner.role().label();
  }

  @Test
  void pktapHeaderNamesTheProcessAtTheEndThatItsDirectionMeans() throws IOException {
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.LITTLE_ENDIAN).face(258);
    capture.packet(0, START / 1000, pktap(1, OUT, 501, "Safari", segment(1000, 80, 7, SYN)));
    capture.packet(0, START / 1000 + 9, pktap(1, IN, 501, "Safari", answer(80, 1000, 1, 18)));
    capture.packet(0, START / 1000 + 9, pktap(1, IN, -1, "", datagram(5, 6)));
    assertThat(read(capture)).isEqualTo(2);
    assertThat(told)
        .containsExactly(
            "address 10.0.0.1", "open tcp 10.0.0.1:1000 10.0.0.2:80 501:Safari:creator");
    assertThat(remarks).isEmpty();
  }

  @Test
  void darwinBlocksAreNumberedByTheirSection() throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    darwin(capture, 11, "mDNSResponder");
    darwin(capture, 12, "launchd");
    named(capture, 1, OUT, datagram(1, 2));
    capture.section(ByteOrder.BIG_ENDIAN).face(1);
    darwin(capture, 13, "nginx");
    named(capture, 0, IN, datagram(3, 4));
    assertThat(read(capture)).isEqualTo(2);
    assertThat(told)
        .containsExactly(
            "address 10.0.0.1",
            "open udp 10.0.0.1:1 10.0.0.2:2 12:launchd:holder",
            "address 10.0.0.2",
            "open udp 10.0.0.2:4 10.0.0.1:3 13:nginx:holder");
  }

  private static void darwin(CaptureBytes capture, int pid, String name) {
    byte[] number = java.util.Arrays.copyOfRange(capture.option32(0, pid), 4, 8);
    capture.block(0x80000001, TestPackets.join(number, capture.option(2, name)));
  }

  private static void named(CaptureBytes capture, int index, int flags, byte[] packet) {
    capture.packet(packet, capture.option32(0x8001, index), capture.option32(2, flags));
  }

  @Test
  void withoutADirectionAPacketTellsNothing() throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    darwin(capture, 11, "mDNSResponder");
    named(capture, 0, 0, datagram(1, 2));
    assertThat(read(capture)).isZero();
    assertThat(told).isEmpty();
    assertThat(remarks)
        .containsExactly(
            "1 packets name a process, but not whether it sent or received them; they tell"
                + " nothing");
  }

  @Test
  void ownCommentsTellBothEnds() throws IOException {
    byte[] labelled =
        LabelledBytes.of(
                CaptureBytes.ethernet().packet(datagram(1, 2)).bytes(),
                Labels::byPorts,
                ProcessInfo.COMMENT)
            .bytes();
    CaptureEvidence.open(CaptureBytes.input(labelled))
        .readTo(event -> told.add(words(event)), remarks::add);
    assertThat(told)
        .containsExactly(
            "address 10.0.0.1",
            "open udp 10.0.0.1:1 10.0.0.2:2 4711:curl:holder",
            "address 10.0.0.2",
            "open udp 10.0.0.2:2 10.0.0.1:1 12:a,\"b\";c:d%e\tf\\g é:holder");
  }

  @ParameterizedTest
  @EnumSource(
      value = ProcessInfo.class,
      names = {"PIB", "DARWIN", "PID"})
  void whatWeWriteWeRead(ProcessInfo kind) throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    capture.packet(datagram(1, 2), capture.option32(2, OUT));
    byte[] labelled = LabelledBytes.of(capture.bytes(), Labels::byPorts, kind).bytes();
    CaptureEvidence.open(CaptureBytes.input(labelled))
        .readTo(event -> told.add(words(event)), remarks::add);
    String name = kind == ProcessInfo.PID ? "" : "curl";
    assertThat(told).contains("open udp 10.0.0.1:1 10.0.0.2:2 4711:" + name + ":holder");
  }

  @Test
  void anotherProcessOnATupleTakesOverAndAQuietOneEnds() throws IOException {
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.LITTLE_ENDIAN).face(258);
    long begin = START / 1000;
    capture.packet(0, begin, pktap(1, OUT, 1, "a", datagram(1, 2)));
    capture.packet(0, begin + 5, pktap(1, OUT, 2, "b", datagram(1, 2)));
    capture.packet(0, begin + 300_000_000, pktap(1, OUT, 3, "c", datagram(1, 2)));
    read(capture);
    assertThat(told)
        .containsExactly(
            "address 10.0.0.1",
            "open udp 10.0.0.1:1 10.0.0.2:2 1:a:holder",
            "owner udp 10.0.0.1:1 10.0.0.2:2 2:b:holder",
            "close udp 10.0.0.1:1 10.0.0.2:2 2:b:holder",
            "open udp 10.0.0.1:1 10.0.0.2:2 3:c:holder");
  }
}
