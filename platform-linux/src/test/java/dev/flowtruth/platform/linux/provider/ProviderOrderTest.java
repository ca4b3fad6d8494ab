package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.Support;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which provider is taken where something is missing, and what is said of the better ones. */
class ProviderOrderTest {
  private static final String SOCK_DIAG = "/proc/net/netlink";

  @Test
  void withEverythingAtHandItIsEbpf() {
    assumeBpf();
    assertThat(choose(Host.local())).containsExactly("linux-ebpf");
  }

  @Test
  void withoutLibbpfItIsThePackets() {
    assumeBpf();
    Host host =
        PretendedHost.without(
            path -> path.endsWith("libbpf.so.1") || path.equals("/etc/ld.so.cache"));
    assertThat(choose(host))
        .containsExactly(
            "linux-packet",
            "linux-ebpf: libbpf.so.1 is not installed (sudo apt-get install libbpf1)");
  }

  @Test
  void withoutBtfItIsThePackets() {
    assumeBpf();
    Host host = PretendedHost.without("/sys/kernel/btf/vmlinux"::equals);
    assertThat(choose(host))
        .containsExactly(
            "linux-packet",
            "linux-ebpf: this kernel ("
                + host.kernelRelease()
                + ") does not describe its types: /sys/kernel/btf/vmlinux is not there"
                + " (CONFIG_DEBUG_INFO_BTF) (null)");
  }

  @Test
  void withoutSockDiagAndBtfItIsProcfs() {
    assumeBpf();
    Host host =
        PretendedHost.without(
            path -> path.equals(SOCK_DIAG) || path.equals("/sys/kernel/btf/vmlinux"));
    List<String> said = choose(host);
    assertThat(said).hasSize(4).first().isEqualTo("linux-procfs");
    assertThat(said.get(2))
        .isEqualTo(
            "linux-packet: this kernel or sandbox has no NETLINK_SOCK_DIAG (nothing of it in"
                + " /proc/net/netlink) (flowtruth snapshot --provider linux-procfs)");
    assertThat(said.get(3)).startsWith("linux-netlink: this kernel or sandbox has no");
  }

  @Test
  void withoutOneOfTheCapabilitiesOfBpfItIsThePackets() throws Exception {
    for (String missing : List.of("bpf", "perfmon", "net_admin")) {
      List<String> said = childWithout(missing, "sys_admin");
      String name = "CAP_" + missing.toUpperCase(java.util.Locale.ROOT);
      assertThat(said.get(0)).isEqualTo("linux-packet");
      assertThat(said.get(1))
          .startsWith("linux-ebpf: BPF programs may not be loaded without " + name + " (sudo ")
          .contains("--ambient-caps=+bpf,+perfmon,+net_admin,");
    }
  }

  @Test
  void withoutThatOfPacketsTooItIsNetlink() throws Exception {
    List<String> said = childWithout("bpf", "perfmon", "net_raw", "sys_admin");
    assertThat(said.get(0)).isEqualTo("linux-netlink");
    assertThat(said.get(1))
        .startsWith(
            "linux-ebpf: BPF programs may not be loaded without CAP_BPF and CAP_PERFMON (sudo");
    assertThat(said.get(2))
        .startsWith("linux-packet: packets may not be watched without CAP_NET_RAW (sudo setpriv")
        .contains("--ambient-caps=+net_raw,");
  }

  @Test
  void otherNamespacesAreNotPromisedWithoutTheRightToEnterThem() throws Exception {
    List<String> said = childWithout("sys_admin");
    assertThat(said.get(0)).isEqualTo("linux-ebpf");
    assertThat(said)
        .contains("linux-ebpf lacks OTHER_NAMESPACES", "linux-packet lacks OTHER_NAMESPACES");
    assertThat(childWithout("bpf")).noneMatch(line -> line.contains("lacks"));
  }

  @Test
  void kernelsSocketsAreNotPromisedWithoutTheRightToReadEveryProcess() throws Exception {
    assertThat(childWithout("sys_ptrace"))
        .contains("linux-ebpf", "linux-ebpf lacks KERNEL_OWNERS")
        .contains("linux-netlink lacks OTHER_USERS");
  }

  @Test
  void capabilitiesOfAnInnerUserNamespaceDoNotCountForBpf() throws Exception {
    String unshare = "user namespaces for unshare";
    Shell.assumeWorks(unshare, "unshare", "-Ur", "true");
    List<String> said = child("unshare", "-Ur");
    assertThat(said).noneMatch("linux-ebpf"::equals);
    assertThat(said)
        .anyMatch(
            line -> line.startsWith("linux-ebpf: our capabilities hold in our user namespace"));
  }

  private static void assumeBpf() {
    Support support = new EbpfProvider().support(Host.local());
    assumeTrue(support.usable(), "missing: linux-ebpf: " + support.missing());
  }

  /** The one that is taken, then a sentence for each better one. */
  private static List<String> choose(Host host) {
    Providers providers =
        Providers.of(
            List.of(
                new ProcfsProvider(),
                new NetlinkProvider(),
                new PacketProvider(),
                new EbpfProvider()));
    Providers.Choice choice = providers.choose(host);
    List<String> said = new java.util.ArrayList<>();
    said.add(choice.provider().map(SocketProvider::id).orElse("none"));
    for (Providers.Rejected better : choice.better()) {
      for (Missing why : better.support().missing()) {
        said.add(better.id() + ": " + why.cause() + " (" + why.remedy() + ")");
      }
    }
    return said;
  }

  private static List<String> childWithout(String... capabilities) throws Exception {
    String less = "-" + String.join(",-", capabilities);
    String[] command = {"setpriv", "--bounding-set=" + less, "--inh-caps=" + less};
    assumeBpf();
    Shell.assumeWorks("setpriv that knows " + less, command[0], command[1], command[2], "true");
    return child(command);
  }

  /** What {@link Child} says. */
  private static List<String> child(String... prefix) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(prefix));
    List<String> path = new java.util.ArrayList<>();
    for (Class<?> one : List.of(Child.class, EbpfProvider.class, Host.class, Native.class)) {
      path.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    String joined = String.join(File.pathSeparator, path);
    command.addAll(List.of(Shell.java(), "-cp", joined, Child.class.getName()));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(out).isZero();
    return out.lines().toList();
  }

  /** Prints which provider is taken and why not a better one, and what the usable ones lack. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      choose(Host.local()).forEach(System.out::println);
      for (SocketProvider provider :
          List.of(new EbpfProvider(), new PacketProvider(), new NetlinkProvider())) {
        Support support = provider.support(Host.local());
        for (Missing missing : support.missing()) {
          Capability lacks = missing.capability();
          if (lacks != null && !support.sees().contains(lacks)) {
            System.out.println(provider.id() + " lacks " + lacks);
          }
        }
      }
    }
  }
}
