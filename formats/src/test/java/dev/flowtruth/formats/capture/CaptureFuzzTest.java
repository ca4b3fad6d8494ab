package dev.flowtruth.formats.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Any bytes are read, or refused with one sentence.
 *
 * <p>For longer: {@code JAZZER_FUZZ=1 mvn -pl formats -am test -Dtest=CaptureFuzzTest#NAME
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class CaptureFuzzTest {
  private static final int[] LINKS = {0, 1, 9, 12, 14, 50, 101, 108, 113, 228, 229, 258, 276};

  @FuzzTest(maxDuration = "2m")
  void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
    all(bytes);
  }

  @FuzzTest(maxDuration = "2m")
  void anyBlocksAfterASectionAreReadOrRefused(byte[] bytes) throws IOException {
    all(TestPackets.join(CaptureBytes.ethernet().bytes(), bytes));
  }

  @FuzzTest(maxDuration = "2m")
  void anyBytesAreAPacketOfEveryLinkType(byte[] bytes) throws IOException {
    PacketHeaders headers = new PacketHeaders();
    for (int link : LINKS) {
      assertThat(headers.read(bytes, 0, bytes.length, link, 0)).isNotNull();
      CaptureBytes capture = new CaptureBytes().section(ByteOrder.BIG_ENDIAN).face(link);
      all(capture.packet(bytes).bytes());
    }
  }

  @FuzzTest(maxDuration = "2m")
  void anyBytesAreOptionsOfAPacket(byte[] bytes) throws IOException {
    byte[] packet = TestPackets.datagram(1, 2);
    byte[] capture = CaptureBytes.ethernet().packet(packet, bytes).bytes();
    assertThat(LabelledBytes.of(capture, Labels::byPorts, ProcessInfo.values()).report().rows())
        .isEqualTo(1);
    all(capture);
  }

  private static void all(byte[] capture) throws IOException {
    try {
      LabelledBytes.of(capture, Labels::byPorts, ProcessInfo.values());
      flows(capture);
      evidence(capture);
    } catch (BadCaptureException e) {
      assertThat(e.getMessage()).startsWith("c.pcapng, offset ").doesNotContain("\n");
    }
  }

  private static void flows(byte[] capture) throws IOException {
    new CaptureFlows(
            name -> Labels::byPorts, Duration.ZERO, Duration.ofMinutes(2), LabelColumns.standard())
        .write(CaptureBytes.input(capture), new ByteArrayOutputStream(), remark -> {});
  }

  private static void evidence(byte[] capture) throws IOException {
    CaptureEvidence.open(CaptureBytes.input(capture))
        .readTo(event -> assertThat(event.time()).isNotNull(), remark -> {});
  }
}
