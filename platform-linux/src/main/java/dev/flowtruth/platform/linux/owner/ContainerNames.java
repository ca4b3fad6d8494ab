package dev.flowtruth.platform.linux.owner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs a container, and the name that it knows it by, from the runtimes' own files: those of
 * Docker, podman, CRI-O and containerd, of the system and of the user whose it is. Each container
 * is looked up once. One thread.
 */
final class ContainerNames {
  private static final int KEPT = 1000;

  /**
   * What is known of a container.
   *
   * @param runtime null when unknown
   * @param name null when its runtime's files do not tell, or may not be read
   */
  record Named(@Nullable String runtime, @Nullable String name) {}

  private final List<ContainerStore> stores;
  private final Map<String, Named> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Named> eldest) {
          return size() > KEPT;
        }
      };

  ContainerNames(HostFiles files, Users users) {
    stores =
        List.of(
            new DockerStore(files, users), new PodmanStore(files, users), new BundleStore(files));
  }

  /**
   * Looks a container up.
   *
   * @param user in whose session it runs, -1 when in none
   */
  Named of(ContainerGroup container, int user) {
    if (container.isNamed()) {
      return new Named(container.runtime(), container.id());
    }
    return known.computeIfAbsent(container.id(), id -> find(container, user));
  }

  private Named find(ContainerGroup container, int user) {
    String runtime = container.runtime();
    String name = null;
    for (ContainerStore store : stores) {
      Named found = store.find(container.id(), user);
      if (found != null) {
        runtime = runtime == null ? found.runtime() : runtime;
        name = name == null ? found.name() : name;
      }
    }
    return new Named(runtime, name);
  }
}
