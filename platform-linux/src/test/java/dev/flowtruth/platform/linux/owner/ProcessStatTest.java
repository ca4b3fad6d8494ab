package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.spi.DecodeException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatTest {
  /** Fields 3 to 52 of {@code cat /proc/self/stat} on Linux 6.18, addresses made up. */
  private static final String FIELDS =
      "R 3822 8263 3822 0 -1 4194304 97 0 0 0 5 2 0 0 20 0 1 0 331201 3444736 418"
          + " 18446744073709551615 94000000000000 94000000016384 140730000000016 0 0 0 0 0 0 0 0 0"
          + " 17 1 0 0 0 0 0 94000000028672 94000000030264 94000000100000 140730000000100"
          + " 140730000000120 140730000000120 140730000000150 0\n";

  @ParameterizedTest
  @ValueSource(strings = {"cat", "", "a b", ") S 1 (", "((", "))", "a\tb", "(deleted)"})
  void nameMayHoldAnything(String comm) throws DecodeException {
    ProcessStat stat = parse("8263 (" + comm + ") " + FIELDS);
    assertThat(stat.comm().text()).isEqualTo(comm);
    assertThat(stat.state()).isEqualTo('R');
    assertThat(stat.parent()).isEqualTo(3822);
    assertThat(stat.threads()).isEqualTo(1);
    assertThat(stat.startTicks()).isEqualTo(331201);
    assertThat(stat.startStack()).isEqualTo(140730000000016L);
    assertThat(stat.argumentStart()).isEqualTo(140730000000100L);
    assertThat(stat.isKernelThread()).isFalse();
  }

  @Test
  void lineFeedAndBackslashAreEscapedInTheFileAndForPsutilOnly() throws DecodeException {
    ProcessStat stat = parse("8263 (a\\nb\\\\n) " + FIELDS);
    assertThat(stat.comm().text()).isEqualTo("a\nb\\n");
    assertThat(stat.comm().escapedText()).isEqualTo("a\\nb\\\\n");
  }

  @Test
  void oldKernelsHaveFewerFields() throws DecodeException {
    ProcessStat stat = parse("1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 7");
    assertThat(stat.startTicks()).isEqualTo(7);
    assertThat(stat.startStack()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8263",
        "8263 (cat",
        "8263 cat) R 1",
        ")(",
        "8263 (cat) R 1 2",
        "1 (init) SS 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 7",
        "1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 seven",
        "1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 99999999999999999999999",
      })
  void impossibleTextIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(DecodeException.class);
  }

  private static ProcessStat parse(String text) throws DecodeException {
    return ProcessStat.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
