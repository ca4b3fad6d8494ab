package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  private final JsonLine line = new JsonLine();

  @Test
  void everyUtf16CodeUnitSurvives() throws IOException {
    for (int unit = 0; unit <= 0xffff; unit++) {
      assertSurvives("<" + (char) unit + ">");
    }
  }

  @Test
  void randomStringsSurvive() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      char[] letters = new char[random.nextInt(8)];
      for (int j = 0; j < letters.length; j++) {
        letters[j] =
            (char) (random.nextBoolean() ? 0xd700 + random.nextInt(0x900) : random.nextInt());
      }
      assertSurvives(new String(letters));
    }
  }

  private void assertSurvives(String text) throws IOException {
    Map<String, Object> fields = parse(line.begin().text("a", text).number("b", 1).end());
    assertThat(fields).containsEntry("a", text).containsEntry("b", 1L);
  }

  @Test
  void nestingAndNumbersAreParsedAsTheyWereWritten() throws IOException {
    line.begin().beginObject("o").number("n", Long.MIN_VALUE).endObject();
    line.beginArray("a").element("x").beginObject().flag("t", true).flag("f", false).endObject();
    line.element("y").endArray().beginArray("e").endArray().unsigned("u", -1).decimal("d", -1);
    assertThat(text(line.end()))
        .isEqualTo(
            "{\"o\":{\"n\":-9223372036854775808},\"a\":[\"x\",{\"t\":true},\"y\"],\"e\":[],"
                + "\"u\":\"18446744073709551615\",\"d\":\"-1\"}\n");
    assertThat(parse(line)).containsKeys("o", "a", "e", "u", "d");
  }

  @Test
  void lineHasNoControlCharacterButItsEnd() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char letter = 0; letter < 0x100; letter++) {
      all.append(letter);
    }
    String written = text(line.begin().text("a", all.toString()).end());
    assertThat(
            written.substring(0, written.length() - 1).chars().noneMatch(Character::isISOControl))
        .isTrue();
  }

  private static Map<String, Object> parse(JsonLine line) throws IOException {
    byte[] bytes = text(line).getBytes(StandardCharsets.UTF_8);
    return new LineParser().parse(bytes, 0, bytes.length);
  }

  private static String text(JsonLine line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    line.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
