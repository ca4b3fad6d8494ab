package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.platform.linux.owner.Blindness;
import java.util.ArrayList;
import java.util.List;

/** Why owners remain unknown to one who has all the rights that are asked for: in words. */
final class Withheld {
  /** {@code user_namespaces(7)}: all ids, each mapped to itself. */
  private static final String INITIAL_MAP = "0 0 4294967295";

  private static final int MOST_NAMED = 3;

  private Withheld() {}

  /** The causes that {@link Rights#missing} does not tell of. */
  static List<Missing> of(Blindness blindness, Host host) {
    List<Missing> causes = new ArrayList<>();
    if (blindness.isInnerNamespace()) {
      causes.add(cause("processes outside of our pid namespace (a container's) are not in /proc"));
    } else if (blindness.isFirstHidden()) {
      causes.add(
          new Missing(
              Capability.OTHER_USERS,
              "/proc is mounted with hidepid and does not list all processes",
              "sudo mount -o remount,hidepid=0 /proc"));
    }
    if (!blindness.denied().isEmpty() && Rights.of(host).seesOtherUsers()) {
      causes.add(cause(denied(blindness.denied(), host)));
    }
    return causes;
  }

  private static String denied(List<String> denied, Host host) {
    String names = String.join(", ", denied.subList(0, Math.min(MOST_NAMED, denied.size())));
    String more =
        denied.size() > MOST_NAMED ? " and " + (denied.size() - MOST_NAMED) + " more" : "";
    return "the descriptors of "
        + names
        + more
        + " may not be read, although we have CAP_SYS_PTRACE: "
        + (isInnerUserNamespace(host)
            ? "we have it in our user namespace only, and there it does not reach"
            : "a security module (Landlock, SELinux, AppArmor, ...) or the sandbox forbids it");
  }

  /** True when the capabilities that we have may count for nothing outside. */
  static boolean isInnerUserNamespace(Host host) {
    return host.read("/proc/self/uid_map")
        .map(map -> !map.strip().replaceAll("\\s+", " ").equals(INITIAL_MAP))
        .orElse(false);
  }

  private static Missing cause(String sentence) {
    return new Missing(Capability.OTHER_USERS, sentence, null);
  }
}
