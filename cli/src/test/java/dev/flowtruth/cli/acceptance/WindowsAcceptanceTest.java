package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command in a Windows JVM, on known sockets of two other processes. {@code mvn verify -Pwine}
 * runs it under Wine.
 */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "missing: a Windows JVM, which -Pwine brings")
class WindowsAcceptanceTest {
  @TempDir private Path folder;

  @Test
  void providersSaysThatWindowsIphelperRunsAndWhyTheOthersDoNot() {
    Shell.Result run = Flowtruth.run("providers").expect(0);

    assertThat(run.out())
        .containsPattern("windows-iphelper +windows +yes +polling")
        .contains("works on Linux only, and this is windows");
    assertThat(Flowtruth.run("snapshot").expect(0).err()).contains("using windows-iphelper");
  }

  @Test
  void snapshotHasPidNameAndStartOfEveryKindOfSocketOfTwoProcesses() throws IOException {
    try (WorkloadProcess one = WorkloadProcess.puppet();
        WorkloadProcess two = WorkloadProcess.puppet()) {
      Map<Integer, WorkloadProcess> owners = new HashMap<>();
      for (WorkloadProcess process : List.of(one, two)) {
        for (String command :
            List.of(
                "tcp-listen 4 127.0.0.1",
                "tcp-listen 6 ::1",
                "udp-bind 4 0.0.0.0",
                "udp-bind 6 ::1")) {
          owners.put(process.ask(command).localPort(), process);
        }
      }
      int port = one.ask("tcp-listen 4 127.0.0.1").localPort();
      owners.put(port, one);
      owners.put(two.ask("tcp-connect 4 127.0.0.1 " + port).localPort(), two);

      assertThat(owners).hasSize(10);
      Map<Integer, Map<String, String>> rows = rows("snapshot", "--format", "jsonl");
      assertThat(rows.keySet()).containsAll(owners.keySet());
      owners.forEach((local, owner) -> assertOwned(rows.get(local), owner));
    }
  }

  private static void assertOwned(Map<String, String> row, WorkloadProcess owner) {
    assertThat(row).containsEntry("pid", "" + owner.pid()).containsEntry("process", "java.exe");
    assertThat(row.get("executable")).endsWith("\\bin\\java.exe");
    assertThat(row.get("user")).contains("\\");
    Instant start = owner.handle().info().startInstant().orElseThrow();
    assertThat(Duration.between(start, Instant.parse(row.get("start"))).abs())
        .isLessThan(Duration.ofMillis(2));
  }

  @Test
  void watchTellsOfASocketThatOpensAndClosesWithItsOwner() throws Exception {
    Path out = folder.resolve("events.jsonl");
    Path err = folder.resolve("said.txt");
    Process watch =
        new ProcessBuilder(
                Flowtruth.command(
                    "watch", "--format", "jsonl", "--period", "20ms", "--duration", "12s"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int port;
    long pid;
    try (WorkloadProcess puppet = WorkloadProcess.puppet()) {
      awaitReady(err);
      WorkloadProcess.Reply listener = puppet.ask("tcp-listen 4 127.0.0.1");
      Thread.sleep(1000);
      puppet.ask("close " + listener.socket());
      port = listener.localPort();
      pid = puppet.pid();
      assertThat(watch.waitFor()).isZero();
    } finally {
      watch.destroyForcibly();
    }
    List<String> events =
        Files.readAllLines(out).stream().filter(l -> l.contains("\"local_port\":" + port)).toList();
    assertThat(events).hasSize(2).allMatch(line -> line.contains("\"pid\":" + pid));
    assertThat(events.get(0)).startsWith("{\"event\":\"opened\"").contains("\"state\":\"listen\"");
    assertThat(events.get(1)).startsWith("{\"event\":\"closed\"").contains("\"cause\":\"gone\"");
  }

  private static void awaitReady(Path err) throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (Files.readString(err).contains("ready")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("watch never got ready: " + Files.readString(err));
  }

  /** The rows of a command's JSON lines by their local port; an owner's fields beside the row's. */
  private static Map<Integer, Map<String, String>> rows(String... command) throws IOException {
    Map<Integer, Map<String, String>> rows = new HashMap<>();
    for (String line : Flowtruth.run(command).expect(0).out().lines().toList()) {
      Map<String, String> row = fields(line);
      rows.put(Integer.valueOf(row.get("local_port")), row);
    }
    return rows;
  }

  private static Map<String, String> fields(String json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && parser.currentName() != null) {
          fields.putIfAbsent(parser.currentName(), parser.getText());
        }
      }
    }
    return fields;
  }
}
