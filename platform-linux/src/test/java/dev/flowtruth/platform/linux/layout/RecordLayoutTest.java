package dev.flowtruth.platform.linux.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Our constants say what the BPF programs' header says. The compiler holds that header to its own
 * lines, and the gate holds the object to the header.
 */
class RecordLayoutTest {
  private static final Path SOURCES = Path.of("src/main/bpf");
  private static final Pattern AT = Pattern.compile("(?m)^AT\\((\\w+), (\\w+), (\\d+)\\);");
  private static final Pattern SIZE = Pattern.compile("(?m)^SIZE\\((\\w+), (\\d+)\\);");
  private static final Pattern NUMBERED = Pattern.compile("(?m)^\t([A-Z0-9_]+) = (\\d+),");
  private static final Pattern COUNT = Pattern.compile("(?m)^\tCOUNT_([A-Z_]+),");

  @Test
  void offsetsOfSocketRecord() throws Exception {
    assertThat(constants(SocketRecord.class)).containsAllEntriesOf(layout("socket_record"));
  }

  @Test
  void offsetsOfGlanceRecord() throws Exception {
    assertThat(constants(GlanceRecord.class)).containsExactlyEntriesOf(layout("glance_record"));
  }

  @Test
  void offsetsOfCloseRecord() throws Exception {
    assertThat(constants(CloseRecord.class)).containsExactlyEntriesOf(layout("close_record"));
  }

  @Test
  void offsetsOfProcessRecord() throws Exception {
    assertThat(constants(ProcessRecord.class)).containsExactlyEntriesOf(layout("process_record"));
  }

  @Test
  void offsetsOfExecRecord() throws Exception {
    assertThat(constants(ExecRecord.class)).containsExactlyEntriesOf(layout("exec_record"));
  }

  @Test
  void offsetsOfArgumentsRecord() throws Exception {
    assertThat(constants(ArgumentsRecord.class))
        .containsExactlyEntriesOf(layout("arguments_record"));
  }

  @Test
  void kindsAndFlags() throws Exception {
    Map<String, Integer> kinds = numbered("KIND_", "");
    Map<String, Integer> flags = numbered("FLAG_", "FLAG_");

    assertThat(kinds).hasSizeGreaterThan(5);
    assertThat(constants(RecordKind.class)).containsExactlyEntriesOf(kinds);
    assertThat(constants(SocketRecord.class)).containsAllEntriesOf(flags);
  }

  @Test
  void countersAreNumberedInTheirOrder() throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    Matcher found = COUNT.matcher(text("ring.h"));
    while (found.find()) {
      counts.put(found.group(1), counts.size());
    }
    counts.put("COUNTS", counts.size());

    assertThat(constants(RecordCount.class)).containsExactlyInAnyOrderEntriesOf(counts);
  }

  private static Map<String, Integer> layout(String struct) throws IOException {
    Map<String, Integer> layout = new TreeMap<>();
    Matcher at = AT.matcher(text("record.h"));
    while (at.find()) {
      if (at.group(1).equals(struct)) {
        layout.put(at.group(2).toUpperCase(Locale.ROOT), Integer.valueOf(at.group(3)));
      }
    }
    Matcher size = SIZE.matcher(text("record.h"));
    while (size.find()) {
      if (size.group(1).equals(struct)) {
        layout.put("SIZE", Integer.valueOf(size.group(2)));
      }
    }
    assertThat(layout).containsKey("SIZE");
    return layout;
  }

  private static Map<String, Integer> numbered(String prefix, String kept) throws IOException {
    Map<String, Integer> numbers = new TreeMap<>();
    Matcher found = NUMBERED.matcher(text("record.h"));
    while (found.find()) {
      if (found.group(1).startsWith(prefix)) {
        String name = kept + found.group(1).substring(prefix.length());
        numbers.put(name, Integer.valueOf(found.group(2)));
      }
    }
    return numbers;
  }

  private static Map<String, Integer> constants(Class<?> type) throws IllegalAccessException {
    Map<String, Integer> constants = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        constants.put(field.getName(), field.getInt(null));
      }
    }
    return constants;
  }

  private static String text(String file) throws IOException {
    return Files.readString(SOURCES.resolve(file));
  }
}
