package dev.flowtruth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the build made, as a user runs it: by its script, on the class path, on the module path. */
class DistributionIT {
  private static final Path HOME = Path.of("target/flowtruth").toAbsolutePath();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private record Run(int code, String out, String err) {}

  @Test
  void classPathAndModulePathSayTheSame() throws IOException, InterruptedException {
    Run onClassPath =
        run(JAVA, "-cp", HOME + "/lib/*", "dev.flowtruth.cli.Main", "providers", "--json");
    Run onModulePath =
        run(
            JAVA,
            "-p",
            HOME + "/lib",
            "-m",
            "dev.flowtruth.cli/dev.flowtruth.cli.Main",
            "providers",
            "--json");
    assertThat(onClassPath.err).isEmpty();
    assertThat(onClassPath.code).isZero();
    assertThat(onClassPath.out).contains("\"providers\":[{\"id\":\"linux-ebpf\"");
    assertThat(onModulePath).isEqualTo(onClassPath);
  }

  @Test
  void everyCommandStartsOnTheModulePath() throws IOException, InterruptedException {
    for (String command : List.of("doctor", "snapshot", "watch", "record", "label", "who")) {
      Run run =
          run(
              JAVA,
              "-p",
              HOME + "/lib",
              "-m",
              "dev.flowtruth.cli/dev.flowtruth.cli.Main",
              command,
              "--help");
      assertThat(run.code).as(run.err).isZero();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for a POSIX shell")
  void scriptRunsFromAnywhereAndThroughALink() throws IOException, InterruptedException {
    Path link = Files.createTempDirectory("flowtruth").resolve("ft");
    Files.createSymbolicLink(link, HOME.resolve("bin/flowtruth"));
    Run run = run(link.toString(), "--version");
    assertThat(run.err).isEmpty();
    assertThat(run.out).startsWith("flowtruth ");
    Files.delete(link);
    Files.delete(link.resolveSibling(""));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for a POSIX shell")
  void buildThatSaysNothingWritesNothingIntoAPipe() throws IOException, InterruptedException {
    requireMaven();
    Run run = run("mvn", "-o", "-q", "-B", "-N", "-f", "../pom.xml", "-Dquick", "validate");
    assertThat(run.code).isZero();
    assertThat(run.out + run.err).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the sum is made by a POSIX shell")
  void reportsOfAnEarlierBuildAreNotAddedUp(@TempDir Path checkout)
      throws IOException, InterruptedException {
    requireMaven();
    Path reports = Files.createDirectories(checkout.resolve("core/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-gone.xml"),
        "<testsuite name=\"gone\" tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"1\">\n");
    Files.copy(Path.of("../pom.xml"), checkout.resolve("pom.xml"));
    Path totals = Files.createDirectory(checkout.resolve(".ci")).resolve("test-totals");
    Files.copy(Path.of("../.ci/test-totals"), totals, StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(run(totals.toString()).out).isEqualTo("tests: 7 run, 1 failed, 0 skipped\n");
    String pom = checkout.resolve("pom.xml").toString();
    assertThat(run("mvn", "-o", "-q", "-B", "-N", "-f", pom, "initialize").code).isZero();
    assertThat(run(totals.toString()).out).isEqualTo("tests: 0 run, 0 failed, 0 skipped\n");
  }

  private static void requireMaven() {
    assumeTrue(isOnPath("mvn"), "mvn is not on the PATH: the build was started by other means");
  }

  private static boolean isOnPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  @Test
  void shipsItsManualAndItsCompletion() {
    assertThat(HOME.resolve("share/man/man1/flowtruth-label.1")).exists();
    assertThat(HOME.resolve("share/completions/flowtruth-completion.bash")).exists();
    assertThat(HOME.resolve("LICENSE")).exists();
  }

  private static Run run(String... words) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Run run =
        new Run(
            process.exitValue(),
            Files.readString(out, StandardCharsets.UTF_8),
            JavaNotes.without(Files.readString(err, StandardCharsets.UTF_8)));
    Files.delete(out);
    Files.delete(err);
    return run;
  }
}
