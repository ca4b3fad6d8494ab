package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRecordingTest {
  private static final String HEADER =
      "{\"type\":\"header\",\"schema\":\"flowtruth/1\",\"host\":{\"name\":\"a\"},\"at\":\"1\"}\n";
  private static final String BODY =
      """
      {"type":"process","process":1,"pid":7,"start_id":"9","name":"curl","comm":"curl","at":"2"}
      {"type":"open","socket":1,"protocol":"tcp","local_ip":"10.0.0.1","local_port":80,"more":true,"after":"3","at":"4"}
      {"type":"owner","socket":1,"process":1,"role":"creator","after":"3","at":"4"}
      {"type":"close","socket":1,"cause":"gone","bytes_sent":5,"after":"6","at":"8"}
      """;
  private static final String TIME =
      "expected a time as the decimal string of nanoseconds since 1970 (up to the year 2262)";

  @TempDir Path directory;

  @Test
  void uncorruptedSampleIsRead() throws IOException {
    try (RecordingReader reader = Samples.reader(HEADER + BODY)) {
      assertThat(reader.readTo(event -> {}).lines()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"pid\":7 | \"pid\":-7 | 2 | pid | expected a whole number from 0, found '-7'",
        "\"pid\":7 | \"pid\":7.5 | 2 | pid | expected a whole number from 0, found '7.5'",
        "\"pid\":7 | \"pid\":[] | 2 | pid | expected a whole number from 0, found '[]'",
        "\"start_id\":\"9\" | \"start_id\":\"x\" | 2 | start_id | expected a whole number from 0 to"
            + " 18446744073709551615, found 'x'",
        "\"name\":\"curl\" | \"name\":1 | 2 | name | expected a string, found '1'",
        "10.0.0.1 | 10.0.0.256 | 3 | local_ip | expected an IP address, found '10.0.0.256'",
        "\"local_port\":80 | \"local_port\":70000 | 3 | local_port | expected a whole number from 0"
            + " to 65535, found '70000'",
        "\"local_port\":80 | \"x\":80 | 3 | local_port | expected a whole number from 0 to 65535,"
            + " it is not there",
        "\"tcp\" | \"tpc\" | 3 | protocol | expected a protocol such as tcp, udp, raw or ip-47,"
            + " found 'tpc'",
        "\"tcp\" | \"ip-256\" | 3 | protocol | expected a protocol such as tcp, udp, raw or ip-47,"
            + " found 'ip-256'",
        "\"more\":true | \"more\":1 | 3 | more | expected true or false, found '1'",
        "\"after\":\"3\",\"at\":\"4\"} | \"after\":\"5\",\"at\":\"4\"} | 3 | after | expected a time"
            + " not later than 'at' (4), found '5'",
        "\"creator\" | \"boss\" | 4 | role | expected creator, acceptor, holder or listener, found"
            + " 'boss'",
        "\"process\":1,\"role\" | \"process\":2,\"role\" | 4 | process | expected a process that was"
            + " described before, found '2'",
        "\"owner\",\"socket\":1 | \"owner\",\"socket\":2 | 4 | socket | expected a socket that is"
            + " open, found '2'",
        "\"close\",\"socket\":1 | \"close\",\"socket\":2 | 5 | socket | expected a socket that is"
            + " open, found '2'",
        "\"gone\" | \"lost\" | 5 | cause | expected closed, gone, idle or watch_ended, found 'lost'",
        "\"bytes_sent\":5 | \"bytes_sent\":-5 | 5 | bytes_sent | expected a whole number from 0,"
            + " found '-5'",
      })
  void fieldThatIsWrongIsNamed(String right, String wrong, long line, String field, String said) {
    assertRefused(HEADER + BODY.replaceFirst(quote(right), wrong), line, field, said);
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday",
    "-1",
    "1.5",
    "9223372036854775808",
    "1e9",
    "''",
  })
  void impossibleTimeIsNamed(String time) {
    String body = BODY.replace("\"at\":\"8\"", "\"at\":\"" + time + "\"");
    assertRefused(HEADER + body, 5, "at", TIME + ", found '" + time + "'");
    String number = BODY.replace("\"at\":\"8\"", "\"at\":8");
    assertRefused(HEADER + number, 5, "at", TIME + ", found '8'");
  }

  @Test
  void lineThatIsTornInTheMiddleOfTheFileIsAnError() {
    String body = BODY.replace("\"cause\":\"gone\",\"bytes_sent\":5,", "\"cause\"\n");
    assertRefused(HEADER + body, 5, null, "expected a JSON object, but it is none at column 35");
    assertRefused(HEADER + "\n" + BODY, 2, null, "expected a JSON object, but the line is empty");
    assertRefused(HEADER + "[]\n", 2, null, "expected a JSON object, but it is not a JSON object");
    assertRefused(
        HEADER + "{}{}\n", 2, null, "expected a JSON object, but more follows after the object");
  }

  @Test
  void nulBytesAndWrongEncodingAreNamed() {
    assertRefused(
        HEADER + BODY.replace("curl", "c\0rl"),
        2,
        null,
        "expected a JSON object, but there is a NUL byte at column 63");
    byte[] latin = (HEADER + BODY.replace("curl", "cürl")).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Samples.reader(latin).readTo(event -> {}))
        .hasMessage("r.jsonl, line 2: expected a JSON object, but the line is not UTF-8");
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
      byte[] wide = (HEADER + BODY).getBytes(Charset.forName(charset));
      assertThatThrownBy(() -> Samples.reader(wide))
          .hasMessageMatching("r.jsonl is not a recording: it (is encoded in UTF-16|holds NUL).*");
    }
  }

  @Test
  void newerMajorSchemaIsRefusedAndAMinorOneRead() throws IOException {
    assertRefused(
        HEADER.replace("flowtruth/1", "flowtruth/2"),
        1,
        "schema",
        "expected flowtruth/1 or older: a newer version of flowtruth wrote this recording, found"
            + " 'flowtruth/2'");
    assertRefused(
        HEADER.replace("flowtruth/1", "x"),
        1,
        "schema",
        "expected a schema such as flowtruth/1, found 'x'");
    try (RecordingReader reader = Samples.reader(HEADER.replace("flowtruth/1", "flowtruth/1.7"))) {
      assertThat(reader.readTo(event -> {}).lines()).isEqualTo(1);
    }
  }

  @Test
  void unknownTypesAndFieldsAreSkipped() throws IOException {
    String body = BODY.replace("{\"type\"", "{\"new\":{\"a\":[1,{\"b\":null}]},\"type\"");
    String weather = "{\"type\":\"weather\",\"sun\":true}\n";
    try (RecordingReader reader = Samples.reader(HEADER + weather + body)) {
      RecordingSummary summary = reader.readTo(event -> {});
      assertThat(summary.skipped()).isEqualTo(1);
      assertThat(summary.lastNanos()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty; a recording begins with a header line",
        "'#separator \\x09\n' | is not a recording: this looks like a Zeek log",
        "'{\"ts\":1.5,\"id.orig_h\":\"::1\"}\n' | is not a recording: this looks like a Zeek log",
        "'src_ip,dst_ip,port\n' | is not a recording: this looks like a table of flows (CSV)",
        "'hello' | is not a recording: its first line should be a JSON object of type 'header'",
        "'{\"type\":\"open\"}\n' | is not a recording: its first line should be a JSON object of"
            + " type 'header'",
      })
  void fileThatIsSomethingElseIsToldSo(String content, String said) {
    assertThatThrownBy(() -> Samples.reader(content))
        .isInstanceOf(BadRecordingException.class)
        .hasMessage("r.jsonl " + said);
  }

  @Test
  void directoryAndMissingFileAreNamed() {
    assertThatThrownBy(() -> RecordingReader.open(directory.toString()))
        .hasMessage(directory + " is a directory, not a recording");
    assertThatThrownBy(() -> RecordingReader.open(directory + "/none"))
        .hasMessage(directory + "/none does not exist");
  }

  @Test
  void lineAbove16MebibytesIsRefusedAndOneOf10IsRead() throws IOException {
    String ten = "{\"type\":\"weather\",\"a\":\"" + "x".repeat(10 << 20) + "\"}\n";
    try (RecordingReader reader = Samples.reader(HEADER + ten + BODY)) {
      assertThat(reader.readTo(event -> {}).lines()).isEqualTo(6);
    }
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(HEADER.getBytes(StandardCharsets.UTF_8)), new Endless());
    RecordingReader reader = RecordingReader.of("r.jsonl", endless);
    reader.next();
    assertThatThrownBy(reader::next)
        .hasMessage("r.jsonl, line 2: a line of a recording has at most 16 MiB, this one has more");
  }

  @Test
  void packedBytesThatAreDamagedAreAnErrorOfTheFile() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(
          (HEADER + String.join("", Collections.nCopies(50, BODY)))
              .getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    for (int i = bytes.length / 2; i < bytes.length / 2 + 20; i++) {
      bytes[i] ^= 0x55;
    }
    assertThatThrownBy(() -> Samples.reader(bytes).readTo(event -> {}))
        .isInstanceOf(BadRecordingException.class);
  }

  private static void assertRefused(String content, long line, String field, String said) {
    BadRecordingException e =
        catchThrowableOfType(
            BadRecordingException.class, () -> Samples.reader(content).readTo(event -> {}));
    assertThat(e.line()).isEqualTo(line);
    assertThat(e.field()).isEqualTo(field);
    String place = "r.jsonl, line " + line + (field == null ? "" : ", field '" + field + "'");
    assertThat(e).hasMessage(place + ": " + said);
  }

  private static String quote(String text) {
    return Pattern.quote(text);
  }

  /** A line that never ends. */
  private static final class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      Arrays.fill(bytes, offset, offset + length, (byte) 'x');
      return length;
    }
  }
}
