package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Support;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Why BPF programs cannot be used on a host, asked of small files alone. */
final class EbpfSupport {
  /** The object is of this byte order, and little of it was ever run on others. */
  private static final Set<String> LITTLE_ENDIAN =
      Set.of("amd64", "x86_64", "aarch64", "riscv64", "ppc64le", "loongarch64");

  private static final String BTF = "/sys/kernel/btf/vmlinux";
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  /** {@code PROC_PID_INIT_INO} in {@code linux/proc_ns.h}. */
  private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

  private EbpfSupport() {}

  /** Empty when nothing speaks against them. */
  static Optional<Support> refusal(Host host) {
    return LinuxSupport.of(host)
        .or(() -> ofProcessor(host))
        .or(() -> ofKernel(host))
        .or(() -> ofControlGroups(host))
        .or(() -> ofLibrary(host))
        .or(() -> Rights.of(host).withoutBpf())
        .or(() -> ofUserNamespace(host))
        .or(EbpfSupport::ofPidNamespace);
  }

  private static Optional<Support> ofProcessor(Host host) {
    return LITTLE_ENDIAN.contains(host.architecture())
        ? Optional.empty()
        : Optional.of(
            Support.refused(
                "its BPF programs are compiled for little-endian processors, not "
                    + host.architecture()));
  }

  private static Optional<Support> ofKernel(Host host) {
    return host.exists(BTF)
        ? Optional.empty()
        : Optional.of(
            Support.refused(
                "this kernel ("
                    + host.kernelRelease()
                    + ") does not describe its types: "
                    + BTF
                    + " is not there (CONFIG_DEBUG_INFO_BTF)"));
  }

  private static Optional<Support> ofControlGroups(Host host) {
    return ControlGroupMount.find(host).isPresent()
        ? Optional.empty()
        : Optional.of(
            Support.refused(
                "the unified hierarchy of control groups is not mounted",
                "mount -t cgroup2 none /sys/fs/cgroup/unified"));
  }

  private static Optional<Support> ofLibrary(Host host) {
    return LibBpfFile.isInstalled(host)
        ? Optional.empty()
        : Optional.of(
            Support.refused("libbpf.so.1 is not installed", "sudo apt-get install libbpf1"));
  }

  /** In a user namespace of one's own all capabilities may be at hand, and none of them counts. */
  private static Optional<Support> ofUserNamespace(Host host) {
    return Withheld.isInnerUserNamespace(host)
        ? Optional.of(
            Support.refused(
                "our capabilities hold in our user namespace only, and the kernel asks for those"
                    + " outside of it before it loads BPF programs"))
        : Optional.empty();
  }

  /** The programs tell pids of the first namespace, which mean nothing in another one. */
  private static Optional<Support> ofPidNamespace() {
    try {
      String here = Files.readSymbolicLink(PID_NAMESPACE).toString();
      return here.equals(FIRST_PID_NAMESPACE)
          ? Optional.empty()
          : Optional.of(
              Support.refused(
                  "this process lives in a pid namespace of its own, as in a container: the"
                      + " kernel's pids mean nothing there (share the host's, as docker run"
                      + " --pid=host does)"));
    } catch (IOException e) {
      return Optional.of(Support.refused(PID_NAMESPACE + " cannot be read: " + e.getMessage()));
    }
  }
}
