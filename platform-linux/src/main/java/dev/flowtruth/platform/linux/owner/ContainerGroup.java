package dev.flowtruth.platform.linux.owner;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container as the name of its control group tells it.
 *
 * @param id full id; of LXC and systemd-nspawn the name, which is their id
 * @param runtime what runs it, null where the group does not tell
 * @param isNamed true when the id is the name
 */
record ContainerGroup(String id, @Nullable String runtime, boolean isNamed) {
  /**
   * One component of a path. Docker, podman, containerd and CRI-O name a group by the id alone, or
   * put a word before it and {@code .scope} behind it; {@code conmon} in that word means the
   * container's monitor, which runs outside.
   */
  private static final Pattern BY_ID =
      Pattern.compile(
          "(?:(?:[^:]*:)?(?<engine>[a-z][a-z-]*)[-:])?(?<id>[0-9a-f]{64})(?:\\.scope)?");

  private static final Pattern BY_NAME =
      Pattern.compile("lxc\\.payload\\.(?<lxc>.+)|machine-(?<machine>.+)\\.scope");

  /** The word before the id, by its runtime; podman calls itself libpod here. */
  private static final Map<String, String> RUNTIMES =
      Map.of(
          "docker", "docker",
          "libpod", "podman",
          "libpod-payload", "podman",
          "cri-containerd", "containerd",
          "nerdctl", "containerd",
          "crio", "cri-o");

  /** The container that a component names, below the component before it; null when none. */
  static @Nullable ContainerGroup of(String name, String above) {
    Matcher byId = BY_ID.matcher(name);
    if (byId.matches()) {
      return byId(byId.group("engine"), byId.group("id"), above);
    }
    if (above.equals("lxc") || above.equals("lxc.payload")) {
      return new ContainerGroup(name, "lxc", true);
    }
    Matcher byName = BY_NAME.matcher(name);
    return byName.matches() ? byName(byName.group("lxc"), byName.group("machine")) : null;
  }

  private static @Nullable ContainerGroup byId(@Nullable String engine, String id, String above) {
    if (engine == null) {
      return new ContainerGroup(id, above.equals("docker") ? "docker" : null, false);
    }
    return engine.contains("conmon") ? null : new ContainerGroup(id, RUNTIMES.get(engine), false);
  }

  /** machined registers what systemd-nspawn runs, and libvirt's machines. */
  private static ContainerGroup byName(@Nullable String lxc, @Nullable String machine) {
    if (machine == null) {
      return new ContainerGroup(String.valueOf(lxc), "lxc", true);
    }
    String name = UnitName.unescape(machine);
    boolean isLibvirts = name.startsWith("qemu-") || name.startsWith("lxc-");
    return new ContainerGroup(name, isLibvirts ? "libvirt" : "systemd-nspawn", true);
  }
}
