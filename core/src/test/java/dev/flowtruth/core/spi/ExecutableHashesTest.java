package dev.flowtruth.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableHashesTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  private final ExecutableHashes hashes = new ExecutableHashes();

  @Test
  void hashIsThatOfTheFileAndNothingElseChanges() throws IOException {
    Path file = Files.writeString(folder.resolve("app.exe"), "abc");
    ProcessRef process = running(file.toString());

    ProcessRef hashed = hashes.apply(process);

    assertThat(hashed.hash()).isEqualTo(OF_ABC);
    assertThat(hashed).isEqualTo(process.withHash(OF_ABC));
    assertThat(hashed.comm()).isEqualTo("app-comm");
    assertThat(hashed.service()).isEqualTo("app.service");
  }

  @Test
  void aFileThatChangedIsReadAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("app.exe"), "abc");
    hashes.apply(running(file.toString()));
    Files.writeString(file, "abcd");

    assertThat(hashes.apply(running(file.toString())).hash()).isNotNull().isNotEqualTo(OF_ABC);
  }

  @Test
  void whatMayNotBeReadStaysAsItWas() {
    ProcessRef missing = running("C:\\?*.exe");
    assertThat(hashes.apply(missing)).isEqualTo(missing);
  }

  private static ProcessRef running(String executable) {
    return ProcessRef.builder(new ProcessId(1, 1))
        .name("app")
        .comm("app-comm")
        .service("app.service")
        .executable(executable)
        .build();
  }
}
