package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified provider on a stand-in of iphlpapi that hands out tables of this test's making;
 * the rows are in Windows' layout, the pids are this machine's.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the stand-in is built for Linux")
class WindowsStandInTest {
  private static final Path SOURCE = Path.of("../platform-windows/src/test/c/iphlpapi.c");
  private static final int TCP4_ROW = 160;
  private static final int UDP6_ROW = 176;
  private static final int SELF = (int) ProcessHandle.current().pid();

  /** 2026-01-01T09:00:00Z. */
  private static final long CREATED = 134_117_316_000_000_000L;

  @TempDir private Path folder;

  @BeforeEach
  void build() {
    assumeTrue(Shell.has("gcc"), "gcc is missing: no stand-in can be built");
    String library = folder.resolve("libiphlpapi.so").toString();
    Shell.run(List.of("gcc", "-shared", "-fPIC", "-o", library, SOURCE.toString())).expect(0);
  }

  private Shell.Result snapshot(String... more) {
    Map<String, String> environment =
        Map.of(
            "IPHLPAPI_TABLES",
            folder.toString(),
            "JAVA_TOOL_OPTIONS",
            "-Djna.library.path=" + folder);
    List<String> words = new ArrayList<>(List.of("snapshot", "--assume-os", "windows"));
    words.addAll(List.of("--format", "jsonl"));
    words.addAll(List.of(more));
    return Shell.run(Flowtruth.command(words.toArray(String[]::new)), environment);
  }

  private void table(String name, int row, ByteBuffer... rows) throws IOException {
    ByteBuffer table = bytes(8 + rows.length * row).putInt(0, rows.length).position(8);
    for (ByteBuffer one : rows) {
      table.put(one.rewind());
    }
    Files.write(folder.resolve(name), table.array());
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer listener(int port, int pid) {
    int rubbish = 0x5a5a_0000;
    return bytes(TCP4_ROW)
        .putInt(0, 2)
        .putInt(4, Integer.reverseBytes(0x7f00_0001))
        .putInt(8, rubbish | Short.toUnsignedInt(Short.reverseBytes((short) port)))
        .putInt(20, pid)
        .putLong(24, CREATED);
  }

  private void emptyTables() throws IOException {
    for (String name : List.of("2-tcp-8", "23-tcp-8", "2-udp-2", "23-udp-2")) {
      table(name, 0);
    }
  }

  @Test
  void rowsBecomeSocketsWithCreationTimeAndOwner() throws IOException {
    emptyTables();
    table("2-tcp-8", TCP4_ROW, listener(8443, SELF));
    table("23-udp-2", UDP6_ROW, bytes(UDP6_ROW).putInt(20, 0x0000_3500).putInt(24, 4));

    Shell.Result run = snapshot().expect(0);
    assertThat(run.err()).contains("asked as if this were windows", "using windows-iphelper");
    List<String> rows = run.out().lines().toList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0))
        .contains("\"local_ip\":\"127.0.0.1\",\"local_port\":8443", "\"state\":\"listen\"")
        .contains("\"opened\":\"2026-01-01T09:00:00Z\"", "\"pid\":" + SELF)
        .contains("\"process\":\"java\"");
    assertThat(rows.get(1)).contains("\"local_port\":53", "\"reason\":\"kernel\"");
  }

  @Test
  void tableThatIsLargerThanTheFirstBufferIsReadWhole() throws IOException {
    emptyTables();
    ByteBuffer[] rows = new ByteBuffer[3000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = listener(10_000 + i, SELF);
    }
    table("2-tcp-8", TCP4_ROW, rows);

    assertThat(snapshot().expect(0).out().lines()).hasSize(rows.length);
  }

  @Test
  void tableThatLiesIsSaidOnStderrAndTheOthersAreShown() throws IOException {
    emptyTables();
    table("2-tcp-8", TCP4_ROW, listener(8443, SELF));
    Files.write(folder.resolve("23-tcp-8"), bytes(8).putInt(0, 9).array());

    Shell.Result run = snapshot().expect(0);
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err())
        .contains("could not see tcp sockets over IPv6: dwNumEntries at offset 0: 9 rows of 192");
  }

  @Test
  void noTableAtAllIsOneSentenceThatNamesTheCall() {
    Shell.Result run = snapshot("-p", "windows-iphelper");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("no table of sockets can be read: GetExtended")
        .contains("error 87 (invalid parameter)");
  }
}
