package dev.flowtruth.formats.flows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign bytes stay what they are. */
class RoundTripTest {
  static final List<String> SAMPLES = Run.SAMPLES;

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void labelledFileWithoutOurColumnsIsTheVeryFile(String name) throws IOException {
    byte[] file = Run.sample(name);
    Run run = Run.of(file);
    assertThat(Unlabelled.standard(name, run.output())).isEqualTo(file);
    assertThat(run.report().badRows()).isZero();
    assertThat(run.report().rows()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void noShapeOfTheFileIsChanged(String name, Shape shape) throws IOException {
    byte[] file = shape.change.apply(new String(Run.sample(name), ISO_8859_1)).getBytes(ISO_8859_1);
    Run run = Run.of(file);
    assertThat(Unlabelled.standard(name, run.output())).isEqualTo(file);
    assertThat(run.report().badRows()).isZero();
    assertThat(run.report().rows()).isEqualTo(Run.of(Run.sample(name)).report().rows());
  }

  static Stream<Arguments> shapes() {
    return Run.SAMPLES.stream()
        .flatMap(name -> Stream.of(Shape.values()).map(shape -> Arguments.of(name, shape)));
  }

  /** What other tools, editors and systems do to a text file. */
  enum Shape {
    LINE_FEEDS(text -> text.replace("\r\n", "\n")),
    CARRIAGE_RETURNS(text -> text.replace("\r\n", "\n").replace("\n", "\r\n")),
    MIXED_LINE_ENDS(text -> text.replace("\r\n", "\n").replaceFirst("\n", "\r\n")),
    BYTE_ORDER_MARK(text -> "\u00ef\u00bb\u00bf" + text),
    NO_LAST_LINE_END(text -> text.replaceFirst("\r?\n$", "")),
    EMPTY_LAST_LINE(text -> text + "\n"),
    EMPTY_LINES(text -> text.replace("\n", "\n\n"));

    private final UnaryOperator<String> change;

    Shape(UnaryOperator<String> change) {
      this.change = change;
    }
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void inputThatArrivesInDropsGivesTheSameOutput(String name) throws IOException {
    byte[] file = Run.sample(name);
    InputStream drops = new Drops(file, new Random(name.hashCode()));
    Run run = Run.of(drops, Labels::byPorts, Run.ONE_THREAD.withThreads(3));
    assertThat(run.output()).isEqualTo(Run.of(file).output());
  }

  /** A pipe that gives a few bytes at a time, and says that more would have to be waited for. */
  private static final class Drops extends ByteArrayInputStream {
    private final Random random;

    Drops(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) {
      return super.read(target, from, Math.min(length, 1 + random.nextInt(700)));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void semicolonsAreAsGoodAsCommas(String name) throws IOException {
    boolean hasSome = name.startsWith("ndpi"); // semicolons of its own, without quotes
    if (!name.endsWith(".csv") || name.startsWith("nfdump") || hasSome) {
      return;
    }
    byte[] file = new String(Run.sample(name), ISO_8859_1).replace(',', ';').getBytes(ISO_8859_1);
    Run run = Run.of(file);
    int added = name.startsWith("nfstream") ? 20 : 18;
    assertThat(Unlabelled.table(run.output(), ';', added)).isEqualTo(file);
    assertThat(run.report().badRows()).isZero();
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void quotedCellsStayQuoted(String name) throws IOException {
    if (!name.endsWith(".csv") || name.startsWith("nfdump")) { // which never quotes
      return;
    }
    Random random = new Random(7);
    StringBuilder quoted = new StringBuilder();
    for (String line : new String(Run.sample(name), ISO_8859_1).split("\r?\n", 0)) {
      String[] cells = line.split(",", -1);
      for (int i = 0; i < cells.length; i++) {
        cells[i] =
            random.nextBoolean() && !cells[i].startsWith("\"") ? "\"" + cells[i] + "\"" : cells[i];
      }
      quoted.append(String.join(",", cells)).append('\n');
    }
    byte[] file = quoted.toString().getBytes(ISO_8859_1);
    Run run = Run.of(file);
    assertThat(Unlabelled.standard(name, run.output())).isEqualTo(file);
    assertThat(run.report().badRows()).isZero();
  }
}
