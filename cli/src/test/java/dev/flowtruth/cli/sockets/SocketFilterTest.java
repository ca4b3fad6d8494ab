package dev.flowtruth.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.cli.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketFilterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--pid=100, cookie:11",
    "--pid=101, cookie:11",
    "'--pid=100,200', cookie:11 cookie:12",
    "--process=nginx, cookie:11",
    "--process=odd*, cookie:12",
    "--process=ngin, ''",
    "--user=www-data, cookie:11",
    "--user=1000, cookie:12",
    "--user=53, cookie:13",
    "--port=443, cookie:11",
    "--port=3344, cookie:12",
    "--host=5.6.0.0/16, cookie:12",
    "--host=fe80::/10, cookie:13",
    "--host=fe80::1%4, ''",
    "--host=0.0.0.0/0, cookie:11 cookie:12",
    "--proto=raw, inode:1014",
    "--proto=17, cookie:13",
    "--netns=4026532177, cookie:13",
    "--netns=any, cookie:11 cookie:12 cookie:13 inode:1014",
    "--state=LISTEN, cookie:11",
    "'--state=listen,established', cookie:11 cookie:12"
  })
  void filterKeepsWhatItNames(String filter, String ids) throws IOException {
    assertThat(String.join(" ", idsWith(filter))).isEqualTo(ids);
  }

  @Test
  void differentFiltersMustAllHold() throws IOException {
    assertThat(idsWith("--proto=tcp", "--user=ann", "--port=443")).isEmpty();
    assertThat(idsWith("--proto=tcp", "--user=ann", "--port=1122")).containsExactly("cookie:12");
  }

  private List<String> idsWith(String... filters) throws IOException {
    List<String> words = new ArrayList<>(List.of("snapshot", "-q", "-p", "test-fixed"));
    words.addAll(List.of("--plugins", PluginJar.in(folder).toString(), "--format", "jsonl"));
    words.addAll(List.of(filters));
    return CommandRun.of(words.toArray(String[]::new)).lines().stream()
        .map(line -> line.replaceAll(".*\"socket_id\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
