package dev.flowtruth.platform.linux.owner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the paths in {@code /proc/PID/cgroup} ({@code cgroups(7)}) tell: the systemd unit, the slice
 * and the container that are innermost, as containers may hold an init of their own.
 *
 * @param service unit: a service, or a scope that is not a container's own
 * @param slice the slice
 * @param container the container
 * @param app the desktop application, see {@link AppGroup}
 * @param user the user in whose session or manager it runs, -1 when in none
 */
record ControlGroup(
    @Nullable String service,
    @Nullable String slice,
    @Nullable ContainerGroup container,
    @Nullable String app,
    int user) {
  static final ControlGroup NONE = new ControlGroup(null, null, null, null, -1);

  private static final Pattern USER_SLICE = Pattern.compile("user-(\\d{1,9})\\.slice");

  /** {@code hierarchy:controllers:path} */
  static ControlGroup parse(byte[] text) {
    ControlGroup all = NONE;
    for (String line : LenientText.of(text).split("\n", -1)) {
      int path = line.indexOf(':', line.indexOf(':') + 1) + 1;
      if (path > 1 && line.startsWith("/", path)) {
        all = all.or(new Search().read(line.substring(path + 1)));
      }
    }
    return all;
  }

  /** Of several hierarchies the first that tells something counts. */
  private ControlGroup or(ControlGroup other) {
    return new ControlGroup(
        service == null ? other.service : service,
        slice == null ? other.slice : slice,
        container == null ? other.container : container,
        app == null ? other.app : app,
        user < 0 ? other.user : user);
  }

  /** Goes down one path. */
  private static final class Search {
    private @Nullable String unit;
    private @Nullable String slice;
    private @Nullable ContainerGroup container;
    private @Nullable String app;
    private int user = -1;

    ControlGroup read(String path) {
      String above = "";
      for (String escaped : path.split("/", -1)) {
        // systemd writes _ before names that the kernel might take for its own files.
        String name = escaped.startsWith("_") ? escaped.substring(1) : escaped;
        ContainerGroup found = ContainerGroup.of(name, above);
        if (found == null) {
          readUnit(name);
        } else {
          container = found;
        }
        above = name;
      }
      return new ControlGroup(unit, slice, container, app, user);
    }

    private void readUnit(String name) {
      if (UnitName.is(name, ".slice")) {
        slice = name;
        Matcher ofUser = USER_SLICE.matcher(name);
        user = ofUser.matches() ? Integer.parseInt(ofUser.group(1)) : user;
      } else if (UnitName.is(name, ".service") || isOwnScope(name)) {
        unit = name;
        String found = AppGroup.ofUnit(name);
        app = found == null ? app : found;
      }
    }

    /** A manager's own scope says less than the service that the manager is. */
    private boolean isOwnScope(String name) {
      boolean isManagers = name.equals("init.scope") && unit != null;
      return UnitName.is(name, ".scope") && !name.contains("conmon") && !isManagers;
    }
  }
}
