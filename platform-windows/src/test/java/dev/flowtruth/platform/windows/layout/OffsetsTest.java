package dev.flowtruth.platform.windows.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our offsets are those that compilers computed from the headers; facts.csv says which ones. */
class OffsetsTest {
  private static final Map<String, RowLayout> ROWS =
      Map.of(
          "TCP|PID", RowLayout.TCP4_PID,
          "TCP|MODULE", RowLayout.TCP4_MODULE,
          "TCP6|PID", RowLayout.TCP6_PID,
          "TCP6|MODULE", RowLayout.TCP6_MODULE,
          "UDP|PID", RowLayout.UDP4_PID,
          "UDP|MODULE", RowLayout.UDP4_MODULE,
          "UDP6|PID", RowLayout.UDP6_PID,
          "UDP6|MODULE", RowLayout.UDP6_MODULE);

  private static final Map<String, Function<RowLayout, Integer>> FIELDS =
      Map.ofEntries(
          Map.entry("", RowLayout::size),
          Map.entry("dwState", RowLayout::state),
          Map.entry("dwLocalAddr", RowLayout::localAddress),
          Map.entry("ucLocalAddr", RowLayout::localAddress),
          Map.entry("dwLocalScopeId", RowLayout::localScope),
          Map.entry("dwLocalPort", RowLayout::localPort),
          Map.entry("dwRemoteAddr", RowLayout::remoteAddress),
          Map.entry("ucRemoteAddr", RowLayout::remoteAddress),
          Map.entry("dwRemoteScopeId", RowLayout::remoteScope),
          Map.entry("dwRemotePort", RowLayout::remotePort),
          Map.entry("dwOwningPid", RowLayout::pid),
          Map.entry("liCreateTimestamp", RowLayout::created));

  /** Fields of rows that nothing reads; a service is asked for with the row as a whole. */
  private static final Set<String> UNREAD = Set.of("OwningModuleInfo", "dwFlags");

  private record Fact(String abi, String struct, String field, int offset, int size) {
    static Fact of(String line) {
      String[] cells = line.split(",", -1);
      int offset = Integer.parseInt(cells[3]);
      return new Fact(cells[0], cells[1], cells[2], offset, Integer.parseInt(cells[4]));
    }

    RowLayout rows(String suffix) {
      String[] words = struct.substring("MIB_".length()).split("_", -1);
      String protocol = words[0].substring(0, words[0].length() - suffix.length());
      return ROWS.get(protocol + "|" + words[2]);
    }
  }

  static List<Fact> facts() throws IOException {
    try (InputStream in = OffsetsTest.class.getResourceAsStream("facts.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#")).skip(1).map(Fact::of).toList();
    }
  }

  static Stream<Fact> rowFacts() throws IOException {
    return facts().stream()
        .filter(f -> f.struct().startsWith("MIB_") && f.struct().contains("ROW_"))
        .filter(f -> !UNREAD.contains(f.field()));
  }

  @ParameterizedTest
  @MethodSource("rowFacts")
  void fieldOfARowIsWhereTheHeaderHasIt(Fact fact) {
    int ours = FIELDS.get(fact.field()).apply(fact.rows("ROW"));

    assertThat(ours).isEqualTo(fact.field().isEmpty() ? fact.size() : fact.offset());
  }

  static Stream<Fact> tableFacts() throws IOException {
    return facts().stream().filter(f -> f.struct().contains("TABLE_OWNER") && !f.field().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("tableFacts")
  void rowsBeginWhereTheHeaderHasThem(Fact fact) {
    boolean isCount = fact.field().equals("dwNumEntries");

    assertThat(isCount ? RowLayout.COUNT : fact.rows("TABLE").firstRow()).isEqualTo(fact.offset());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "i686"})
  void processEntryIsAsWideAsItsPointers(String abi) throws IOException {
    int pointer = abi.equals("i686") ? 4 : 8;
    Map<String, Fact> entry =
        facts().stream()
            .filter(f -> f.abi().equals(abi) && f.struct().equals("PROCESSENTRY32W"))
            .collect(Collectors.toMap(Fact::field, f -> f));

    assertThat(Processes.entrySize(pointer)).isEqualTo(entry.get("").size());
    assertThat(Processes.ENTRY_PID).isEqualTo(entry.get("th32ProcessID").offset());
    assertThat(Processes.entryParent(pointer)).isEqualTo(entry.get("th32ParentProcessID").offset());
    assertThat(Processes.entryName(pointer)).isEqualTo(entry.get("szExeFile").offset());
    assertThat(2 * Processes.MAX_PATH).isEqualTo(entry.get("szExeFile").size());
  }

  @Test
  void constantsAreTheHeaders() throws Exception {
    List<Fact> constants = facts().stream().filter(f -> f.struct().equals("constant")).toList();

    assertThat(constants).hasSizeGreaterThan(20);
    for (Fact fact : constants) {
      assertThat(constant(fact.field())).as(fact.field()).isEqualTo(fact.offset());
    }
  }

  private static int constant(String name) throws IllegalAccessException {
    for (Class<?> home : List.of(Tables.class, Errors.class, Processes.class)) {
      try {
        return home.getField(name).getInt(null);
      } catch (NoSuchFieldException e) {
        continue;
      }
    }
    throw new AssertionError("no constant " + name);
  }
}
