package dev.flowtruth.platform.macos.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our offsets are those that compilers computed from the headers; facts.csv says which ones. */
class OffsetsTest {
  private static final Map<String, Class<?>> STRUCTS =
      Map.of(
          "proc_fdinfo", FdInfo.class,
          "proc_bsdinfo", BsdInfo.class,
          "proc_bsdshortinfo", BsdShortInfo.class,
          "socket_fdinfo", SocketFdInfo.class);

  private record Fact(String struct, String field, int value, int size) {
    static Fact of(String line) {
      String[] cells = line.split(",", -1);
      int size = cells[3].isEmpty() ? 0 : Integer.parseInt(cells[3]);
      return new Fact(cells[0], cells[1], Integer.parseInt(cells[2]), size);
    }

    /** The last part of the field's path, as our constants are called. */
    String name() {
      return field.substring(field.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    }
  }

  private static List<Fact> facts() throws IOException {
    try (InputStream in = OffsetsTest.class.getResourceAsStream("facts.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#")).skip(1).map(Fact::of).toList();
    }
  }

  static Stream<Fact> structFacts() throws IOException {
    return facts().stream().filter(fact -> STRUCTS.containsKey(fact.struct()));
  }

  @ParameterizedTest
  @MethodSource("structFacts")
  void fieldIsWhereTheHeaderHasIt(Fact fact) throws Exception {
    Class<?> ours = STRUCTS.get(fact.struct());
    if (fact.field().isEmpty()) {
      assertThat(ours.getField("SIZE").getInt(null)).isEqualTo(fact.size());
    } else {
      assertThat(ours.getField(fact.name()).getInt(null)).isEqualTo(fact.value());
    }
  }

  @Test
  void textHasTheHeadersLength() throws IOException {
    assertThat(size("pbi_comm")).isEqualTo(BsdInfo.PBI_COMM_SIZE);
    assertThat(size("pbi_name")).isEqualTo(BsdInfo.PBI_NAME_SIZE);
    assertThat(size("pbsi_comm")).isEqualTo(BsdShortInfo.PBSI_COMM_SIZE);
  }

  private static int size(String field) throws IOException {
    return facts().stream().filter(f -> f.field().equals(field)).findFirst().orElseThrow().size();
  }

  @Test
  void ipv4AddressIsTheLastFourOfSixteenBytes() throws IOException {
    Fact fact =
        facts().stream().filter(f -> f.struct().equals("in4in6_addr")).findFirst().orElseThrow();

    assertThat(SocketFdInfo.ADDR4).isEqualTo(fact.value());
  }

  @Test
  void constantsAreTheHeaders() throws Exception {
    List<Fact> constants = facts().stream().filter(f -> f.struct().equals("constant")).toList();

    assertThat(constants).hasSizeGreaterThan(20);
    for (Fact fact : constants) {
      assertThat(constant(fact.field())).as(fact.field()).isEqualTo(fact.value());
    }
  }

  private static int constant(String name) throws IllegalAccessException {
    for (Class<?> home : List.of(Libproc.class, FdInfo.class, SocketFdInfo.class)) {
      try {
        return home.getField(name).getInt(null);
      } catch (NoSuchFieldException e) {
        continue;
      }
    }
    throw new AssertionError("no constant " + name);
  }

  @Test
  void noConstantOfOursIsWithoutItsFact() throws IOException {
    Set<String> facts = new HashSet<>(Set.of("SIZE", "PID_SIZE", "ADDR4"));
    facts().forEach(fact -> facts.add(fact.name()));
    List<String> ours = new ArrayList<>();
    for (Class<?> home :
        List.of(
            Libproc.class, FdInfo.class, SocketFdInfo.class, BsdInfo.class, BsdShortInfo.class)) {
      for (Field field : home.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !isLengthOfText(field)) {
          ours.add(field.getName());
        }
      }
    }
    assertThat(facts).containsAll(ours);
  }

  private static boolean isLengthOfText(Field field) {
    return field.getName().matches("PBS?I_.*_SIZE");
  }
}
