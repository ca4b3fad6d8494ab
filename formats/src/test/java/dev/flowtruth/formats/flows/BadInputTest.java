package dev.flowtruth.formats.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static final String HEADER =
      "src_ip,src_port,dst_ip,dst_port,protocol,bidirectional_first_seen_ms,bidirectional_last_seen_ms,x";
  private static final String KNOWN =
      "argus, argus-json, cicflowmeter, cicflowmeter-py, columns, ndpi, nfdump, nfdump-json,"
          + " nfstream, pmacct, pmacct-json, suricata, tshark, zeek, zeek-json";
  private static final String ROW = "10.0.0.1,1000,10.0.0.2,443,6,1795547827009,1795547827030,x";

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.1|10.0.0|src_ip|expected an IP address, found '10.0.0'",
        "10.0.0.1||src_ip|expected a value, found nothing",
        "10.0.0.2|host.example|dst_ip|expected an IP address, found 'host.example'",
        "10.0.0.2|fe80::1::2|dst_ip|expected an IP address, found 'fe80::1::2'",
        "1000|70000|src_port|expected a port from 0 to 65535, found '70000'",
        "443|-1|dst_port|expected a port from 0 to 65535, found '-1'",
        "443|https|dst_port|expected a port from 0 to 65535, found 'https'",
        ",6,|,256,|protocol|expected an IP protocol: a number from 0 to 255, or a name, found '256'",
        ",6,|,nope,|protocol|expected an IP protocol: a number from 0 to 255, or a name, found 'nope'",
        "1795547827009|-5|bidirectional_first_seen_ms|expected a time in epoch milliseconds, found '-5'",
        "1795547827009|99999999999999999|bidirectional_first_seen_ms|expected a time in epoch milliseconds, found '99999999999999999'",
        "1795547827009|yesterday|bidirectional_first_seen_ms|expected a time in epoch milliseconds, found 'yesterday'",
        "1795547827030|1795547827008|bidirectional_last_seen_ms|expected an end that is not before the beginning, found '1795547827008'",
        ",x|,x,y|columns|expected 8 cells, found 9",
        ",6,1795547827009,1795547827030,x||columns|expected 8 cells, found 4",
        ",x|,\"x|quotes|expected a closing quote, found the end of the row"
      })
  void oneWrongFieldIsNamedAndTheRowStaysAsItIs(
      String good, String bad, String field, String problem) throws IOException {
    String row = ROW.replace(good, bad == null ? "" : bad);
    Run run = Run.of(HEADER + "\n" + row, Labels::byPorts);
    assertThat(run.badRows()).containsExactly(new BadRow("flows", 2, field, problem));
    assertThat(run.line(1)).isEqualTo(row + ",-1,,,,,,,,,,bad_row,,,,,,,,,bad_row");
    assertThat(run.report().badRows()).isEqualTo(run.report().rows()).isEqualTo(1);
  }

  @Test
  void nulInARowMakesItBad() throws IOException {
    String rows = (ROW + "\n").repeat(2000);
    Run run = Run.of(HEADER + "\n" + rows + ROW + "\0\n", Labels::byPorts);
    assertThat(run.badRows()).extracting(BadRow::line).containsExactly(2002L);
  }

  @Test
  void badJsonLineGetsItsReasonsWhereItCan() throws IOException {
    String good = new String(Run.sample("zeek-conn.lo.json"), StandardCharsets.UTF_8);
    String torn = good.substring(0, good.indexOf('\n')).replace("\"tcp\"", "\"tcp");
    String port = good.substring(0, good.indexOf('\n')).replace(":44450", ":70000");
    Run run = Run.of(good + torn + "\n" + port + "\n{\"ts\":1,\n", Labels::byPorts);
    assertThat(run.badRows())
        .extracting(BadRow::field)
        .containsExactly("JSON", "id.orig_p", "JSON");
    String reasons = "\"src\":{\"reason\":\"bad_row\"},\"dst\":{\"reason\":\"bad_row\"}}";
    assertThat(run.line(39)).isEqualTo(torn.substring(0, torn.length() - 1) + "," + reasons);
    assertThat(run.line(40)).isEqualTo(port.substring(0, port.length() - 1) + "," + reasons);
    assertThat(run.line(41)).isEqualTo("{\"ts\":1,{" + reasons);
  }

  @Test
  void missingColumnIsNamed() {
    assertRefused(HEADER.replace("dst_port", "dport") + "\n" + ROW, 1, "dst_port")
        .hasMessageContaining("the header has no such column");
  }

  @Test
  void columnThatIsThereTwiceIsNamed() {
    assertRefused(HEADER.replace(",x", ",SRC_IP") + "\n" + ROW, 1, "src_ip")
        .hasMessageContaining("twice");
  }

  @Test
  void labelledFileIsRefused() throws IOException {
    String labelled = Run.of(HEADER + "\n" + ROW, Labels::byPorts).text();
    assertRefused(labelled, 1, "src_pid").hasMessageContaining("already");
  }

  @Test
  void otherFilesAreRefusedWithASentence() {
    assertRefused("", 0, null).hasMessageContaining("empty");
    assertRefused("\u00ef\u00bb\u00bf", 0, null).hasMessageContaining("empty");
    assertRefused("hello, world\n1,2\n", 1, null)
        .hasMessage(
            "flows, line 1: not a flow file of a known format; expected a header of "
                + KNOWN
                + ", found 'hello, world'");
    assertRefused("{\"type\":\"header\",\"schema\":\"flowtruth/1\"}\n", 1, null)
        .hasMessageContaining("this is a recording");
    assertRefused("\u00d4\u00c3\u00b2\u00a1\2\0\4\0", 0, null)
        .hasMessageContaining("packet capture");
    assertRefused(HEADER + "\nab\0c\n", 2, null).hasMessageContaining("a NUL byte at offset");
  }

  @Test
  void utf16IsNamed() {
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      assertRefused((HEADER + "\n").getBytes(charset), 1, null).hasMessageContaining("UTF-16");
    }
  }

  @Test
  void tooLongRowEndsTheRunInBoundedMemory() {
    byte[] row = new byte[10 << 20];
    Arrays.fill(row, (byte) 'a');
    assertRefused(row, 1, null).hasMessageContaining("a row of more than 4 MiB");
    byte[] later =
        (HEADER + "\n" + ROW + "\n" + new String(row, StandardCharsets.US_ASCII))
            .getBytes(StandardCharsets.US_ASCII);
    assertRefused(later, 3, null).hasMessageContaining("a row of more than 4 MiB");
  }

  @Test
  void damagedGzipIsNamed() {
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2}, 1, null)
        .hasMessageContaining("compressed data is damaged or cut off");
  }

  @Test
  void unknownFormatListsTheKnownOnes() {
    assertThatThrownBy(
            () -> Run.of(new byte[] {'a'}, Labels::byPorts, Run.ONE_THREAD.withFormat("argh")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no flow format 'argh'; known: " + KNOWN);
  }

  @Test
  void formatThatTheUserNamesIsHeld() {
    byte[] file = Run.sample("zeek-conn.lo.json");
    assertThatThrownBy(() -> Run.of(file, Labels::byPorts, Run.ONE_THREAD.withFormat("nfstream")))
        .isInstanceOf(BadFlowFileException.class)
        .hasMessageContaining("field src_ip: the header has no such column");
  }

  @Test
  void directoryAndMissingFileAreNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> FlowInput.open(folder))
        .hasMessageEndingWith("this is a directory; expected a flow file");
    assertThatThrownBy(() -> FlowInput.open(folder.resolve("x")))
        .hasMessageEndingWith("there is no such file");
  }

  @Test
  void brokenPipeHasAnExceptionOfItsOwn() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThatThrownBy(() -> label(broken)).isInstanceOf(OutputClosedException.class);
  }

  @Test
  void fullDiskIsNoBrokenPipe() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> label(full)).isExactlyInstanceOf(IOException.class);
  }

  private static void label(OutputStream out) throws IOException {
    InputStream in = new ByteArrayInputStream(Run.sample("nfstream.lo.csv"));
    try (FlowInput input = FlowInput.of("flows", in)) {
      new LabelPipeline(FlowFormats.load(), Labels::byPorts, Run.ONE_THREAD)
          .label(input, out, bad -> {});
    }
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String file, long line, String field) {
    return assertRefused(file.getBytes(StandardCharsets.ISO_8859_1), line, field);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(byte[] file, long line, String field) {
    return assertThatThrownBy(() -> Run.of(file, Labels::byPorts, LabelOptions.defaults()))
        .isInstanceOfSatisfying(
            BadFlowFileException.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.field()).isEqualTo(field);
            });
  }
}
