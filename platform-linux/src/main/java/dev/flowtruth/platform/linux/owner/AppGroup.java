package dev.flowtruth.platform.linux.owner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Desktop applications by the names of their units: {@code flatpak:ID}, {@code snap:NAME}, and
 * {@code snap:NAME.APP} where a snap has several.
 */
final class AppGroup {
  /** {@code app-flatpak-ID-NUMBER.scope} */
  private static final Pattern FLATPAK =
      Pattern.compile("app-flatpak-(?<id>.+?)(?:-\\d+)?\\.(?:scope|service)");

  /**
   * {@code snap.NAME.APP.service}, {@code snap.NAME.APP-UUID.scope}, and a point before the UUID in
   * older versions. A hook is {@code hook.HOOK}.
   */
  private static final Pattern SNAP =
      Pattern.compile(
          "snap\\.(?<name>[a-z0-9-]+(?:_[a-z0-9]+)?)(?:\\.(?<app>[A-Za-z0-9-]+?|hook\\.[a-z0-9-]+?))?"
              + "(?:[.-][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\\.(?:scope|service)");

  /** Where snaps are mounted: {@code /snap/NAME/REVISION/...} */
  private static final Pattern SNAP_PATH =
      Pattern.compile("(?:/var/lib/snapd)?/snap/(?<name>[a-z0-9-]+(?:_[a-z0-9]+)?)/x?\\d+/.+");

  private AppGroup() {}

  /** The application whose unit this is; null when it is none's. */
  static @Nullable String ofUnit(String unit) {
    Matcher flatpak = FLATPAK.matcher(unit);
    if (flatpak.matches()) {
      return "flatpak:" + UnitName.unescape(flatpak.group("id"));
    }
    Matcher snap = SNAP.matcher(UnitName.unescape(unit));
    return snap.matches() ? snap(snap.group("name"), snap.group("app")) : null;
  }

  /** By the rule of the command line, where {@code NAME.NAME} is called {@code NAME}. */
  private static String snap(String name, @Nullable String app) {
    boolean isMain = app == null || app.equals(name.replaceFirst("_.*", ""));
    return "snap:" + (isMain ? name : name + "." + app);
  }

  /** The snap that an executable belongs to; null when it belongs to none. */
  static @Nullable String ofExecutable(@Nullable String path) {
    Matcher snap = SNAP_PATH.matcher(path == null ? "" : path);
    return snap.matches() ? "snap:" + snap.group("name") : null;
  }
}
