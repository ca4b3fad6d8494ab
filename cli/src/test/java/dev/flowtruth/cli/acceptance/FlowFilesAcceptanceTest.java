package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every flow file of the samples, labelled from what really happened: no label is wrong, and every
 * end of TCP and UDP that a process owned is named, unless the file cannot tell.
 */
class FlowFilesAcceptanceTest {
  private static final String BERLIN = "--timezone Europe/Berlin";
  private static final String IN_A = "--netns 4026532177";

  /** What each file needs beside its content. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("argus-default.va1.csv", BERLIN + " --date 2026-11-24"),
          Map.entry("argus-tab.va1.tsv", BERLIN + " --date 2026-11-24"),
          Map.entry("cicflowmeter-java.va1.csv", BERLIN),
          Map.entry("cicflowmeter-py-0.2.0.va1.csv", BERLIN),
          Map.entry("cicflowmeter-py-0.5.0.va1.csv", BERLIN),
          Map.entry("cicids2017-style.va1.csv", BERLIN + " --clock-offset 12h"),
          Map.entry("nfdump.va1.csv", BERLIN),
          Map.entry("nfdump.va1.fmt.csv", BERLIN),
          Map.entry("nfdump.va1.json", BERLIN),
          Map.entry("nfstream.lo.csv", IN_A),
          Map.entry("nfstream.lob.csv", "--netns 4026532246"),
          Map.entry("pmacct.va1.csv", BERLIN),
          Map.entry("pmacct.va1.json", BERLIN),
          Map.entry("tshark-fields.lo.csv", IN_A),
          Map.entry("zeek-conn.lo.json", IN_A),
          Map.entry("zeek-conn.lo.log", IN_A));

  @TempDir private Path directory;

  @Test
  void everyFlowFileOfTheManifestIsLabelledWithoutAWrongLabel() throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    StringBuilder table = new StringBuilder();
    List<String> faults = new ArrayList<>();
    for (Map<String, String> file : Samples.table("MANIFEST.csv")) {
      table.append(judge(file, recording, faults));
    }
    Tables.print("flow files by tool and version", table);
    assertThat(faults).isEmpty();
  }

  @Test
  void anotherClockIsHintedAtAndNeverApplied() throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path flows = Samples.unpack("cicids2017-style.va1.csv", directory);
    Path out = directory.resolve("out.csv");
    Shell.Result run = Flowtruth.label(flows, recording, out, "--timezone", "Europe/Berlin");
    assertThat(run.expect(0).err())
        .contains("0 of its first 249 flows of TCP and UDP have an owner; with --clock-offset 12h");
    assertThat(Files.readString(out)).doesNotContain(",exact,");
  }

  @Test
  void fileThatLacksItsDateIsWrongInputAndLeavesNothing() throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path flows = Samples.unpack("argus-default.va1.csv", directory);
    Path out = directory.resolve("out.csv");
    Shell.Result run = Flowtruth.label(flows, recording, out, "--timezone", "Europe/Berlin");
    assertThat(run.expect(2).err()).contains("line 3, field time", "--date YYYY-MM-DD");
    assertThat(out).doesNotExist();
  }

  @Test
  void packetsOfTsharkAreReadByTheNamesOfTheirColumns() throws IOException {
    Path recording = PerfectRecording.write(directory.resolve("r.jsonl"), true);
    Path flows = Samples.unpack("tshark-fields.lo.csv", directory);
    Path out = directory.resolve("out.csv");
    String columns =
        "src_ip=ip.src|ipv6.src,src_port=tcp.srcport|udp.srcport,dst_ip=ip.dst|ipv6.dst,"
            + "dst_port=tcp.dstport|udp.dstport,protocol=ip.proto|ipv6.nxt,"
            + "start=frame.time_epoch,end=frame.time_epoch";
    Flowtruth.label(flows, recording, out, "--columns", columns, "--netns", "4026532177").expect(0);
    SampleTruth truth = new SampleTruth();
    ToolRows.read("tshark-fields.lo.csv", out, row -> truth.judge("lo", row));
    assertThat(truth.wrong()).isEmpty();
    assertThat(truth.count("right")).isEqualTo(876);
  }

  private String judge(Map<String, String> file, Path recording, List<String> faults)
      throws IOException {
    String name = file.getOrDefault("file", "");
    String options = OPTIONS.getOrDefault(name, "");
    Path out = directory.resolve("out-" + name);
    List<String> words = options.isEmpty() ? List.of() : Arrays.asList(options.split(" ", -1));
    Flowtruth.label(Samples.unpack(name, directory), recording, out, words.toArray(new String[0]))
        .expect(0);
    SampleTruth truth = new SampleTruth();
    Map<String, Integer> verdicts = new TreeMap<>();
    ToolRows.read(
        name,
        out,
        row -> {
          truth.judge(file.getOrDefault("capture", ""), row);
          truth.misses(file.getOrDefault("capture", ""), row).forEach(faults::add);
        });
    truth.wrong().forEach(wrong -> faults.add(name + ": " + wrong));
    truth.verdicts().forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
    return String.format(
        "%-30s %-34s %-44s %s%n",
        name, file.get("tool") + " " + file.get("version"), options, verdicts);
  }
}
