package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command without some of root's capabilities: what it takes instead, and what it says. */
class MissingRightsTest {
  @TempDir private Path directory;

  @Test
  void withoutBpfItRecordsByPackets() {
    String said = record("bpf", "sys_admin").err();
    assertThat(said)
        .startsWith(
            "using linux-packet\n"
                + "  better, but linux-ebpf can't run here: BPF programs may not be loaded without"
                + " CAP_BPF (type: sudo setpriv ")
        .contains("first packets that the kernel let through");
  }

  @Test
  void withoutPacketsTooItPolls() {
    String said = record("bpf", "sys_admin", "net_raw").err();
    assertThat(said).startsWith("using linux-netlink\n").contains("without CAP_BPF (type: sudo ");
    assertThat(said)
        .contains(
            "  better, but linux-packet can't run here: packets may not be watched without"
                + " CAP_NET_RAW (type: sudo setpriv ");
  }

  @Test
  void doctorAndProvidersNameWhatIsMissingAndTheLine() {
    for (String command : List.of("doctor", "providers")) {
      String said = run(List.of("bpf", "sys_admin", "net_raw"), command).out();
      assertThat(said)
          .contains("BPF programs may not be loaded without CAP_BPF")
          .contains("packets may not be watched without CAP_NET_RAW")
          .contains("other network namespaces may not be entered without CAP_SYS_ADMIN")
          .contains("--ambient-caps=+net_raw,+sys_ptrace,+dac_read_search,+sys_admin --");
    }
  }

  @Test
  void ebpfWithoutSysAdminSaysWhatItDoesNotSee() {
    String said = run(List.of("sys_admin"), "providers").out();
    assumeTrue(!said.contains("linux-ebpf can't run here"), "missing: linux-ebpf: " + said);
    assertThat(said)
        .contains("linux-ebpf does not see everything here:")
        .contains("of their sockets only those are seen that a process holds");
  }

  private Shell.Result record(String... missing) {
    String file = directory.resolve("r.jsonl").toString();
    return run(List.of(missing), "record", "-o", file, "--duration", "100ms");
  }

  private static Shell.Result run(List<String> missing, String... words) {
    String less = "-" + String.join(",-", missing);
    List<String> setpriv = List.of("setpriv", "--bounding-set=" + less, "--inh-caps=" + less);
    List<String> trial = new ArrayList<>(setpriv);
    trial.add("true");
    String user = Shell.run(List.of("id", "-u")).out().strip();
    assumeTrue(user.equals("0"), "not root: there are no capabilities to take away");
    assumeTrue(Shell.run(trial).exit() == 0, "setpriv cannot take " + less + " away");
    List<String> command = new ArrayList<>(setpriv);
    command.addAll(Flowtruth.command(words));
    return Shell.run(command).expect(0);
  }
}
