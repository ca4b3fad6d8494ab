package dev.flowtruth.platform.linux.owner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the paths in {@code /proc/PID/cgroup} ({@code cgroups(7)}) tell: the systemd unit and the
 * container that are innermost, as containers may hold an init of their own.
 *
 * @param service unit: a service, else a scope that is not a container's own
 * @param container full id (LXC and systemd-nspawn: name)
 */
record ControlGroup(@Nullable String service, @Nullable String container) {
  static final ControlGroup NONE = new ControlGroup(null, null);

  /**
   * One component of a path. Docker, podman, containerd and CRI-O name a group by the id alone, or
   * put a word before it and {@code .scope} behind it; {@code conmon} in that word means the
   * container's monitor, which runs outside.
   */
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(?:(?:[^:]*:)?(?<engine>[a-z][a-z-]*)[-:])?(?<id>[0-9a-f]{64})(?:\\.scope)?");

  private static final Pattern NAMED =
      Pattern.compile("lxc\\.payload\\.(?<lxc>.+)|machine-(?<machine>.+)\\.scope");

  /** {@code hierarchy:controllers:path} */
  static ControlGroup parse(byte[] text) {
    Search search = new Search();
    for (String line : LenientText.of(text).split("\n", -1)) {
      int path = line.indexOf(':', line.indexOf(':') + 1) + 1;
      if (path > 1 && line.startsWith("/", path)) {
        search.read(line.substring(path + 1));
      }
    }
    return search.result();
  }

  /** Collects over all hierarchies; the first that tells something counts. */
  private static final class Search {
    private @Nullable String service;
    private @Nullable String scope;
    private @Nullable String container;

    void read(String path) {
      String foundService = null;
      String foundScope = null;
      String foundContainer = null;
      String above = "";
      for (String escaped : path.split("/", -1)) {
        // systemd writes _ before names that the kernel might take for its own files.
        String name = escaped.startsWith("_") ? escaped.substring(1) : escaped;
        String id = containerOf(name, above);
        if (id != null) {
          foundContainer = id;
        } else if (isUnit(name, ".service")) {
          foundService = name;
        } else if (isUnit(name, ".scope") && !name.contains("conmon")) {
          foundScope = name;
        }
        above = name;
      }
      service = service == null ? foundService : service;
      scope = scope == null ? foundScope : scope;
      container = container == null ? foundContainer : container;
    }

    private static boolean isUnit(String name, String suffix) {
      return name.endsWith(suffix) && name.length() > suffix.length();
    }

    ControlGroup result() {
      return new ControlGroup(service == null ? scope : service, container);
    }
  }

  private static @Nullable String containerOf(String name, String above) {
    Matcher byId = CONTAINER.matcher(name);
    if (byId.matches()) {
      String engine = byId.group("engine");
      return engine == null || !engine.contains("conmon") ? byId.group("id") : null;
    }
    if (above.equals("lxc") || above.equals("lxc.payload")) {
      return name;
    }
    Matcher byName = NAMED.matcher(name);
    if (!byName.matches()) {
      return null;
    }
    return byName.group("lxc") == null ? byName.group("machine") : byName.group("lxc");
  }
}
