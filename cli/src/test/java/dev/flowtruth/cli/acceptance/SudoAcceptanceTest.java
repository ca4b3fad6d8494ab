package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root with the variables that sudo sets: what {@code -o} writes is the invoking user's. */
class SudoAcceptanceTest {
  private static final Map<String, String> SUDO = Map.of("SUDO_UID", "1234", "SUDO_GID", "5678");
  private static final String HEADER =
      "id,src_ip,src_port,dst_ip,dst_port,protocol,"
          + "bidirectional_first_seen_ms,bidirectional_last_seen_ms\n";

  @TempDir private Path directory;

  @BeforeEach
  void asRoot() {
    String user = Shell.run(List.of("id", "-u")).out().strip();
    assumeTrue(user.equals("0"), "not root: nothing can be given to another user");
  }

  @Test
  void recordingLabelsAndTheirFoldersBelongToTheInvokingUser() throws IOException {
    Path recording = directory.resolve("r.jsonl");
    run("record", "-o", recording.toString(), "--duration", "50ms");
    Path flows = Files.writeString(directory.resolve("flows.csv"), HEADER);
    Path folder = directory.resolve("deep/er");
    run("label", flows.toString(), "-r", recording.toString(), "-o", folder + "/");

    assertThat(List.of(recording, folder.getParent(), folder, folder.resolve("flows.csv")))
        .allSatisfy(
            path -> {
              assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(1234);
              assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(5678);
            });
    assertThat(Files.getAttribute(directory, "unix:uid")).isEqualTo(0);
  }

  private static void run(String... words) {
    Shell.run(Flowtruth.command(words), SUDO).expect(0);
  }
}
