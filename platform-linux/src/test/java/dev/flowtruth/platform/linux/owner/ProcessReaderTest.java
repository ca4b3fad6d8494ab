package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, called by odd names too. */
class ProcessReaderTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir private Path directory;
  private final ProcessReader reader = new ProcessReader(PROC, true, true);

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void ownProcessIsAsTheJvmSaysItIs() {
    ProcessHandle.Info info = ProcessHandle.current().info();
    ProcessRef self = reader.read(ProcessHandle.current().pid()).orElseThrow();
    assertThat(self.executable()).isEqualTo(info.command().orElseThrow());
    assertThat(self.name()).isEqualTo("java");
    assertThat(self.user()).isEqualTo(info.user().orElseThrow());
    assertThat(self.commandLine()).endsWith(info.arguments().orElseThrow());
    assertThat(self.parents().get(0).pid())
        .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    Instant start = Instant.EPOCH.plusNanos(self.startNanos());
    // The JVM knows the boot by the second only.
    assertThat(Duration.between(info.startInstant().orElseThrow(), start).abs())
        .isLessThan(Duration.ofMillis(1100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with blank",
        "a) S 1 (b",
        "((",
        "new\nline",
        "back\\slash",
        "exactly-15-byte",
        "a-name-that-is-longer-than-fifteen",
        "ééééééééé-cut-within-a-character",
        "not really (deleted)",
      })
  void nameIsTheFileNameInFull(String name) throws IOException {
    Path program = copyOfSleep(name);
    try (Script child = Script.start(program.toString(), "60")) {
      ProcessRef ref = awaitImage(child.pid(), program.toString());
      assertThat(ref.name()).isEqualTo(name);
      assertThat(ref.executable()).isEqualTo(program.toString());
      assertThat(ref.commandLine()).isEqualTo(List.of(program.toString(), "60"));
    }
  }

  @Test
  void namesAreThoseThatPsutilGives() throws IOException {
    Path program = copyOfSleep("a-name-that-is-longer-than-fifteen");
    try (Script child = Script.start(program.toString(), "60")) {
      ProcessRef ref = awaitImage(child.pid(), program.toString());
      assertThat(ref.comm()).isEqualTo("a-name-that-is-");
      assertThat(ref.psutilName()).isEqualTo("a-name-that-is-longer-than-fifteen");
    }
  }

  @Test
  void deletedExecutableKeepsItsNameAndItsHash() throws Exception {
    Path program = copyOfSleep("gone");
    byte[] content = Files.readAllBytes(program);
    try (Script child = Script.start(program.toString(), "60")) {
      awaitImage(child.pid(), program.toString());
      Files.delete(program);
      ProcessRef ref = reader.read(child.pid()).orElseThrow();
      assertThat(ref.name()).isEqualTo("gone");
      assertThat(ref.executable()).isEqualTo(program.toString());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      assertThat(ref.hash()).isEqualTo(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void argumentsAndHashesAreReadOnlyWhenAskedFor() {
    try (ProcessReader plain = new ProcessReader(PROC, false, false)) {
      ProcessRef self = plain.read(ProcessHandle.current().pid()).orElseThrow();
      assertThat(self.commandLine()).isNull();
      assertThat(self.hash()).isNull();
    }
  }

  @Test
  void kernelThreadHasNoExecutable() {
    Assumptions.assumeTrue(
        Files.exists(PROC.resolve("2/comm"))
            && reader.read(2).orElseThrow().name().equals("kthreadd"),
        "missing capability: kernel threads are not visible (inner pid namespace)");
    assertThat(reader.read(2).orElseThrow().executable()).isNull();
  }

  @Test
  void endedProcessIsEmpty() {
    Script child = Script.start("true");
    child.close();
    assertThat(reader.read(child.pid())).isEmpty();
    assertThat(reader.read(0)).isEmpty();
    assertThat(reader.read(-1)).isEmpty();
    assertThat(reader.read(1L << 40)).isEmpty();
  }

  private Path copyOfSleep(String name) throws IOException {
    Path sleep = Path.of("/bin/sleep").toRealPath();
    Assumptions.assumeTrue(
        sleep.endsWith("sleep"), "missing capability: sleep is part of a larger program");
    return Files.copy(sleep, directory.resolve(name));
  }

  private ProcessRef awaitImage(long pid, String executable) {
    ProcessRef ref = reader.read(pid).orElseThrow();
    while (!executable.equals(ref.executable())) {
      Thread.onSpinWait();
      ref = reader.read(pid).orElseThrow();
    }
    return ref;
  }
}
