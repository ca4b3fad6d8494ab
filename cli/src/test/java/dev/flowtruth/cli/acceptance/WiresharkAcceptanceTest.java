package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Wireshark makes of a labelled capture: it reads all, shows who, and sees nothing else. */
class WiresharkAcceptanceTest {
  @TempDir private Path directory;

  @BeforeEach
  void needsTshark() {
    assumeTrue(
        Shell.has("tshark") && Shell.has("capinfos"),
        "tshark and capinfos are not installed: apt-get install tshark");
  }

  private Path labelled(Path capture, String... options) throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path out = directory.resolve("labelled.pcapng");
    Flowtruth.label(capture, recording, out, options).expect(0);
    return out;
  }

  private static List<String> tshark(Path capture, String... more) {
    List<String> words = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
    words.addAll(List.of(more));
    return Shell.run(words).expect(0).out().lines().toList();
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "va1.pcapng, darwin",
    "va1.pcapng, pib",
    "va1.pcapng, comment",
    "va1.pcapng, pid",
    "va1.pcapng, 'pib,darwin,comment,pid'",
    "any.pcapng, 'pib,darwin,comment,pid'",
    "va1.pcap, 'pib,darwin,comment,pid'",
    "any.pcap, 'darwin,comment'"
  })
  void everyFileIsReadAndItsPacketsAreTheSame(String name, String kinds) throws IOException {
    Path capture = Samples.unpack(name, directory);
    Path out = labelled(capture, "--process-info", kinds);
    Shell.run(List.of("capinfos", out.toString())).expect(0);
    String[] all = {
      "-Y",
      "ip or ipv6 or arp", // Wireshark shows blocks of pib as records of their own
      "-T",
      "fields",
      "-e",
      "frame.time_epoch",
      "-e",
      "frame.len",
      "-e",
      "frame.cap_len",
      "-e",
      "frame.protocols",
      "-e",
      "ip.id",
      "-e",
      "tcp.seq_raw",
      "-e",
      "udp.checksum"
    };
    assertThat(tshark(out, all)).isEqualTo(tshark(capture, all)).hasSizeGreaterThan(1000);
  }

  @Test
  void commentShowsAndFiltersTheOwner() throws IOException {
    Path out = labelled(Samples.unpack("va1.pcapng", directory));
    String filter = "frame.comment contains \"src_process=web-client\"";
    assertThat(tshark(out, "-Y", filter, "-T", "fields", "-e", "frame.comment"))
        .isNotEmpty()
        .allSatisfy(
            comment ->
                assertThat(comment)
                    .matches("flowtruth: src_pid=\\d+ src_process=web-client src_basis=.*"));
  }

  @Test
  void processBlocksAndTheirReferencesAreSeenInTheFile() throws IOException {
    Path out = labelled(Samples.unpack("lob.pcapng", directory));
    List<String> file =
        tshark(
            out,
            "-X",
            "read_format:MIME Files Format",
            "-T",
            "fields",
            "-e",
            "pcapng.darwin.process_id",
            "-e",
            "pcapng.darwin.process_name",
            "-e",
            "pcapng.options.option.data.packet.darwin.dpeb_id");
    String[] columns = file.get(0).split("\t", -1);
    String[] names = columns[1].split(",", -1);
    assertThat(columns[0].split(",", -1)).hasSameSizeAs(names).doesNotHaveDuplicates();
    assertThat(columns[2].split(",", -1))
        .isNotEmpty()
        .allSatisfy(index -> assertThat(Integer.parseInt(index)).isLessThan(names.length));
  }

  @Test
  void darwinFieldsShowPidAndName() throws IOException {
    assumeTrue(
        Shell.run(List.of("sh", "-c", "tshark -G fields | grep -q frame.darwin.process_info.pid"))
                .exit()
            == 0,
        "tshark is older than 4.6, which shows frame.darwin.process_info");
    Path out = labelled(Samples.unpack("va1.pcapng", directory));
    String filter = "frame.darwin.process_info.pname == \"web-client\"";
    assertThat(tshark(out, "-Y", filter, "-T", "fields", "-e", "frame.comment"))
        .isNotEmpty()
        .allSatisfy(comment -> assertThat(comment).contains("_process=web-client"));
  }

  @Test
  void scriptMakesFieldsOfTheComment() throws IOException {
    assumeTrue(
        Shell.run(List.of("tshark", "--version")).out().contains("with Lua"),
        "this tshark has no Lua");
    Path out = labelled(Samples.unpack("lo.pcapng", directory), "--netns", "4026532177");
    List<String> rows =
        tshark(
            out,
            "-X",
            "lua_script:../docs/flowtruth.lua",
            "-T",
            "fields",
            "-e",
            "frame.comment",
            "-e",
            "flowtruth.owner",
            "-e",
            "flowtruth.src.pid");
    assertThat(rows)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            row -> {
              String[] cells = row.split("\t", -1);
              assertThat(cells[0]).contains(" src_pid=" + cells[2]);
              assertThat(cells[1]).matches("(.+\\.\\d+|\\(\\w+\\)) > (.+\\.\\d+|\\(\\w+\\))");
            });
  }

  @Test
  void tornAndTruncatedCapturesComeOutWhole() throws IOException {
    Path capture = Samples.unpack("va1.pcapng", directory);
    Path torn = directory.resolve("torn.pcapng");
    Shell.run(List.of("sh", "-c", "head -c 100001 '" + capture + "' > '" + torn + "'")).expect(0);
    Path out = labelled(torn);
    Shell.run(List.of("capinfos", out.toString())).expect(0);
    Path cut = directory.resolve("cut.pcapng");
    Shell.run(List.of("editcap", "-s", "60", capture.toString(), cut.toString())).expect(0);
    assertThat(tshark(labelled(cut), "-Y", "frame.comment contains \"src_pid=\""))
        .hasSizeGreaterThan(1000);
  }
}
