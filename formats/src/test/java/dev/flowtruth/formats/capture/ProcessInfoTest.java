package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.TestPackets.datagram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.formats.flows.Labels;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The very bytes that are added. A packet has 46 bytes, its block 80 without options. */
class ProcessInfoTest {
  private static final int HEAD = 28 + 20;

  private static FlowLabel curl(FlowRecord flow) {
    return Labels.CURL_TO_NOBODY;
  }

  private static FlowLabel toCurl(FlowRecord flow) {
    return new FlowLabel(Label.none(Reason.NOT_LOCAL), Labels.owned(Labels.CURL));
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, to));
  }

  private static String added(byte[] original, ProcessInfo kind) throws IOException {
    byte[] labelled = LabelledBytes.of(original, ProcessInfoTest::curl, kind).bytes();
    return hex(labelled, HEAD, labelled.length - 4);
  }

  @Test
  void darwinBlockComesBeforeThePacketThatRefersToIt() throws IOException {
    byte[] original = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    String packet = hex(original, HEAD + 8, original.length - 4);
    assertThat(added(original, ProcessInfo.DARWIN))
        .isEqualTo(
            "01000080"
                + "1c000000"
                + "67120000"
                + "02000400"
                + "6375726c"
                + "00000000"
                + "1c000000"
                + "06000000"
                + "5c000000"
                + packet
                + "01800400"
                + "00000000"
                + "00000000");
  }

  @Test
  void informationBlockIsLittleEndianInEverySectionAndPacketsReferByPid() throws IOException {
    CaptureBytes capture = new CaptureBytes().section(ByteOrder.BIG_ENDIAN).face(1);
    byte[] original = capture.packet(datagram(1, 2)).bytes();
    String path = HexFormat.of().formatHex("/usr/bin/curl".getBytes());
    String start =
        HexFormat.of()
            .formatHex(
                java.nio.ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(Labels.CURL.startNanos())
                    .array());
    String entry =
        "67120000"
            + "02000400"
            + "6375726c"
            + "03000d00"
            + path
            + "000000"
            + "06000400"
            + "e8030000"
            + "07000300"
            + "616e6e00"
            + "09000800"
            + start
            + "00000000";
    String head = "00007f6e" + "03000000" + "40000000";
    String block = "00000bad" + "00000058" + head + entry + "00000058";
    String packet = hex(original, HEAD + 8, original.length - 4);
    assertThat(added(original, ProcessInfo.PIB))
        .isEqualTo(
            block
                + "00000006"
                + "00000060"
                + packet
                + "00080008"
                + "00001267"
                + "00000000"
                + "00000000");
  }

  @Test
  void standardOptionHasPidAndNoThread() throws IOException {
    byte[] original = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    assertThat(added(original, ProcessInfo.PID))
        .endsWith("08000800" + "67120000" + "00000000" + "00000000");
  }

  @Test
  void commentTellsBothEnds() throws IOException {
    byte[] original = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    assertThat(LabelledBytes.of(original, ProcessInfoTest::curl, ProcessInfo.COMMENT).comments())
        .containsExactly(
            "flowtruth: src_pid=4711 src_process=curl src_basis=exact src_certainty=certain"
                + " dst_reason=not_local");
    assertThat(
            LabelledBytes.of(
                    original,
                    flow -> new FlowLabel(Labels.owned(Labels.ODD), Labels.shared(Labels.ODD)),
                    ProcessInfo.COMMENT)
                .comments()
                .get(0))
        .contains(" dst_owners=12:a,\"b\"%3Bc%3Ad%25e%09f\\g%20é:holder dst_reason=shared");
  }

  @Test
  void packetWithoutASenderOfOursTellsItsReceiver() throws IOException {
    byte[] original = CaptureBytes.ethernet().packet(datagram(1, 2)).bytes();
    byte[] labelled = LabelledBytes.of(original, ProcessInfoTest::toCurl, ProcessInfo.PID).bytes();
    assertThat(hex(labelled, HEAD, labelled.length)).contains("08000800" + "67120000");
  }

  @Test
  void processIsToldOnceInASection() throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    capture.packet(datagram(1, 2)).packet(datagram(1, 2));
    capture.section(ByteOrder.LITTLE_ENDIAN).face(1).packet(datagram(1, 2));
    for (ProcessInfo kind : new ProcessInfo[] {ProcessInfo.DARWIN, ProcessInfo.PIB}) {
      byte[] labelled = LabelledBytes.of(capture.bytes(), ProcessInfoTest::curl, kind).bytes();
      assertThat(blocksOfProcesses(labelled)).isEqualTo(2);
    }
  }

  private static long blocksOfProcesses(byte[] labelled) throws IOException {
    Capture capture = Capture.open(CaptureBytes.input(labelled));
    long count = 0;
    for (Block block = capture.next(); block != null; block = capture.next()) {
      boolean process = block.type() == Pcapng.DARWIN_PROCESS || block.type() == Pcapng.CUSTOM;
      count += process ? 1 : 0;
    }
    return count;
  }

  @Test
  void optionThatAPacketHasAlreadyIsLeftAlone() throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    byte[] pid = capture.option64(8, 12);
    byte[] darwin = capture.option32(0x8001, 3);
    byte[] original =
        capture.packet(datagram(1, 2), pid, darwin, CaptureBytes.endOfOptions()).bytes();
    assertThat(
            LabelledBytes.of(
                    original,
                    ProcessInfoTest::curl,
                    ProcessInfo.PID,
                    ProcessInfo.PIB,
                    ProcessInfo.DARWIN)
                .bytes())
        .isEqualTo(original);
  }

  @ParameterizedTest
  @EnumSource(ProcessInfo.class)
  void processBlocksOfTheCaptureKeepTheirNumbers(ProcessInfo kind) throws IOException {
    CaptureBytes capture = CaptureBytes.ethernet();
    capture.block(0x80000001, new byte[4]).packet(datagram(1, 2)).block(0x80000001, new byte[4]);
    LabelledBytes labelled = LabelledBytes.of(capture.bytes(), ProcessInfoTest::curl, kind);
    boolean darwin = kind == ProcessInfo.DARWIN;
    assertThat(labelled.bytes().length > capture.bytes().length).isEqualTo(!darwin);
    assertThat(labelled.remarks()).hasSize(darwin ? 1 : 0);
  }

  @Test
  void processBlockThatOursWouldRenumberIsRefused() {
    CaptureBytes capture = CaptureBytes.ethernet();
    capture.packet(datagram(1, 2)).block(0x80000001, new byte[4]);
    assertThatThrownBy(
            () -> LabelledBytes.of(capture.bytes(), ProcessInfoTest::curl, ProcessInfo.DARWIN))
        .isInstanceOf(BadCaptureException.class)
        .hasMessage(
            "c.pcapng, offset 128: a Darwin process block of the file's own, after packets that got"
                + " ours; label it with --process-info comment");
  }
}
