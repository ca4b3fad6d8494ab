package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.model.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Bytes that nobody meant. In the gate seeded changes to the samples; to search for more:
 *
 * <pre>JAZZER_FUZZ=1 mvn -Dquick -pl formats -am -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dtest=HostileRowsTest#anyFileIsLabelledOrRefused -Djazzer.max_duration=60s test</pre>
 */
class HostileRowsTest {
  static final List<String> SAMPLES = Run.SAMPLES;

  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "255.255.255.255",
          "256.1.1.1",
          "1.2.3",
          "1.2.3.4.5",
          "01.2.3.4",
          "1..2.3",
          "",
          "::",
          "::1",
          "1::",
          "fe80::1%2",
          "fe80::1%eth0",
          "::ffff:10.0.0.1",
          "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7::",
          "::2:3:4:5:6:7:8",
          "1::2::3",
          ":1",
          "1:",
          ":::",
          "12345::",
          "1:2:3:4::5:6:7:8",
          "2001:DB8::a:0:0:1",
          "g::1",
          "64:ff9b::1.2.3.4",
          "1:2:3:4:5:6:1.2.3.4");

  @FuzzTest
  void anyAddressIsReadAsTheModelReadsIt(byte[] bytes) {
    IpAddress expected;
    try {
      expected = IpAddress.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      expected = null;
    }
    assertThat(AddressBytes.parse(bytes, 0, bytes.length)).isEqualTo(expected);
  }

  @FuzzTest
  void anyFileIsLabelledOrRefused(byte[] bytes) throws IOException {
    try {
      checkRows(bytes);
    } catch (BadFlowFileException e) {
      assertThat(e).hasMessageStartingWith("flows");
    }
  }

  /** Heads of the samples, and lines of tools without one. */
  private static final List<String> HEADS = heads();

  private static List<String> heads() {
    List<String> heads = new ArrayList<>();
    heads.add(
        "{\"timestamp\":\"2026-11-24T14:20:00.0-0500\",\"event_type\":\"flow\",\"proto\":\"TCP\","
            + "\"src_ip\":\"::1\",\"src_port\":1,\"dest_ip\":\"::1\",\"dest_port\":2,"
            + "\"flow\":{\"start\":\"2026-11-24T14:19:00.0-0500\"}}\n");
    heads.add(
        "{\"StartTime\":\"1795547868.9\",\"Dur\":\"1.0\",\"Proto\":\"udp\",\"SrcAddr\":\"::1\","
            + "\"Sport\":\"1\",\"DstAddr\":\"::2\",\"Dport\":\"2\"}\n");
    for (String name : SAMPLES) {
      String text = new String(Run.sample(name), StandardCharsets.ISO_8859_1);
      String[] lines = text.split("(?<=\n)", 30);
      int rows = name.endsWith(".log") ? 9 : name.startsWith("nfdump.va1.json") ? 18 : 2;
      heads.add(String.join("", Arrays.asList(lines).subList(0, rows)));
    }
    return List.copyOf(heads);
  }

  /** The first byte chooses the tool, the others are rows behind its own. */
  @FuzzTest
  void anyRowsOfEachToolAreLabelledOrRefused(byte[] bytes) throws IOException {
    int tool = bytes.length == 0 ? 0 : (bytes[0] & 0xff) % HEADS.size();
    byte[] head = HEADS.get(tool).getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = Arrays.copyOf(head, head.length + Math.max(0, bytes.length - 1));
    System.arraycopy(
        bytes, Math.min(1, bytes.length), file, head.length, file.length - head.length);
    anyFileIsLabelledOrRefused(file);
  }

  @Test
  void changedLinesOfEachToolAreLabelledOrRefused() throws IOException {
    Random random = new Random(23);
    byte[] letters = "\",\t\n\r\\{}[]:#-.e \0x09Z+".getBytes(StandardCharsets.ISO_8859_1);
    for (int tool = 0; tool < HEADS.size(); tool++) {
      String head = HEADS.get(tool);
      String row = head.substring(head.lastIndexOf('\n', head.length() - 2) + 1);
      for (int i = 0; i < 100; i++) {
        byte[] bytes = ((char) tool + row + row).getBytes(StandardCharsets.ISO_8859_1);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
          bytes[1 + random.nextInt(bytes.length - 1)] = letters[random.nextInt(letters.length)];
        }
        anyRowsOfEachToolAreLabelledOrRefused(bytes);
      }
    }
  }

  @Test
  void changedAddressesAreReadAsTheModelReadsThem() {
    Random random = new Random(11);
    for (String address : ADDRESSES) {
      anyAddressIsReadAsTheModelReadsIt(address.getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < 500; i++) {
        byte[] bytes = address.getBytes(StandardCharsets.ISO_8859_1);
        change(bytes, ":.%0fF1 g".getBytes(StandardCharsets.ISO_8859_1), random);
        anyAddressIsReadAsTheModelReadsIt(bytes);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void changedFilesAreLabelledOrRefused(String name) throws IOException {
    Random random = new Random(name.hashCode());
    byte[] letters = "\",\t\n\r\\{}[]:#-.e\0x09".getBytes(StandardCharsets.ISO_8859_1);
    byte[] sample = Run.sample(name);
    for (int i = 0; i < 120; i++) {
      byte[] bytes = Arrays.copyOf(sample, 1 + random.nextInt(Math.min(sample.length, 4000)));
      for (int changes = random.nextInt(5); changes >= 0; changes--) {
        change(bytes, letters, random);
      }
      anyFileIsLabelledOrRefused(bytes);
    }
  }

  private static void change(byte[] bytes, byte[] letters, Random random) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = letters[random.nextInt(letters.length)];
    }
  }

  /** Every row comes out as it went in, with something of ours before its end. */
  private static void checkRows(byte[] bytes) throws IOException {
    LabelOptions options = Run.ONE_THREAD.withKeepSystemProcess(true);
    FileHead head = new FileHead("flows", bytes);
    FlowReader reader = FlowFormats.load().choose(head, options).open(head, options);
    RowHandler handler = reader.newHandler();
    int from = reader.headLength();
    while (from < bytes.length) {
      int end = reader.rowEnd(bytes, from, bytes.length);
      int to = end < 0 ? bytes.length : end;
      checkRow(handler, Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    Run one = Run.of(bytes, Labels::byPorts, options);
    Run two = Run.of(bytes, Labels::byPorts, options.withThreads(2));
    assertThat(two.output()).isEqualTo(one.output());
  }

  private static void checkRow(RowHandler handler, byte[] row) {
    ByteSink out = new ByteSink(100);
    try {
      FlowRow read = handler.read(row, 0, row.length);
      if (read == null) {
        handler.writeOther(out);
      } else {
        handler.writeLabelled(read, Labels.byPorts(read.flow()), out);
      }
    } catch (BadRowException e) {
      assertThat(e.problem()).isNotBlank();
      handler.writeBad(out);
    }
    byte[] written = out.toArray();
    int same = Arrays.mismatch(row, written);
    int tail = row.length - (same < 0 ? row.length : same);
    byte[] end = Arrays.copyOfRange(written, written.length - tail, written.length);
    assertThat(end).isEqualTo(Arrays.copyOfRange(row, row.length - tail, row.length));
  }

  @Test
  void numbersAreReadExactlyOrNotAtAll() {
    assertThat(scaled("1795547827.009668", 9)).isEqualTo(1795547827009668000L);
    assertThat(scaled("1.9999999999", 9)).isEqualTo(1999999999L);
    assertThat(scaled("1.795547827009e12", 6)).isEqualTo(1795547827009000000L);
    assertThat(scaled("9.7e-05", 9)).isEqualTo(97000);
    for (String bad :
        List.of(
            "",
            ".5",
            "1.2.3",
            "-1",
            "+1",
            "1e",
            "1e99",
            "1e2147483647",
            "1e-99999999999",
            "9223372036855",
            "99999999999999999999",
            "0x1",
            "1 ",
            "NaN")) {
      assertThat(scaled(bad, 6)).as(bad).isEqualTo(Decimals.BAD);
    }
    assertThat(scaled("1e-2147483600", 9)).isZero();
  }

  private static long scaled(String text, int zeros) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Decimals.scaled(bytes, 0, bytes.length, zeros);
  }
}
