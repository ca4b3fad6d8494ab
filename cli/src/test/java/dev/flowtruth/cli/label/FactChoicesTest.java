package dev.flowtruth.cli.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user may say of a file is checked before anything is read. */
class FactChoicesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--timezone|Middle/Earth|--timezone: 'Middle/Earth' is no zone such as Europe/Berlin, +02:00 or UTC",
        "--date|24.11.2026|--date: '24.11.2026' is no date such as 2026-01-31",
        "--duration-unit|days|--duration-unit: 'days' is none of s, ms, us, ns",
        "--time-format|bb|--time-format: 'bb' is no pattern",
        "--columns|src_ip|--columns: 'src_ip' is no FIELD=NAME; fields: src_ip, src_port",
        "--columns|colour=red|--columns: 'colour=red' is no FIELD=NAME",
        "--columns|src_ip=a,src_port=b,dst_ip=c|--columns: needs a name for dst_port, protocol, start"
      })
  void wrongValueIsWrongUsage(String option, String value, String sentence) throws IOException {
    Path flows = Files.writeString(folder.resolve("f.csv"), "a,b\n");
    CommandRun run = CommandRun.of("label", flows.toString(), "-r", "none.jsonl", option, value);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void offsetsAreSaidAsTheOptionReadsThem() {
    assertThat(SampledFlows.text(Duration.ofHours(-12))).isEqualTo("-12h");
    assertThat(SampledFlows.text(Duration.ofMinutes(345))).isEqualTo("345m");
    assertThat(SampledFlows.text(Duration.ofMillis(-1200))).isEqualTo("-1200ms");
  }
}
