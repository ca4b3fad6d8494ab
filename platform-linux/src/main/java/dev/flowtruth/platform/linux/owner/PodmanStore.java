package dev.flowtruth.platform.linux.owner;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What podman and CRI-O keep by the library containers/storage: lists of containers, and for each
 * the configuration that its runtime got, with CRI-O's labels of Kubernetes.
 */
record PodmanStore(HostFiles files, Users users) implements ContainerStore {
  private static final String STORAGE = "containers/storage";

  /** The graph drivers, each with a list of its own. */
  private static final List<String> DRIVERS = List.of("overlay", "vfs", "btrfs", "zfs");

  /** The second has those that go with the host's shutdown. */
  private static final List<String> LISTS = List.of("containers.json", "volatile-containers.json");

  @Override
  public ContainerNames.@Nullable Named find(String id, int user) {
    for (Path place :
        ContainerStore.places(
            files, users, user, "var/lib/" + STORAGE, ".local/share/" + STORAGE)) {
      for (String driver : DRIVERS) {
        Path containers = place.resolve(driver + "-containers");
        for (String list : LISTS) {
          String name = nameIn(ContainerStore.json(files, containers.resolve(list)), id);
          if (name != null) {
            return named(name, driver + "-containers/" + id + "/userdata/config.json");
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String nameIn(Object list, String id) {
    for (Object container : list instanceof List<?> all ? all : List.of()) {
      if (id.equals(ContainerStore.text(container, "id"))
          && ContainerStore.get(container, "names") instanceof List<?> names
          && !names.isEmpty()
          && names.get(0) instanceof String name) {
        return name;
      }
    }
    return null;
  }

  private ContainerNames.Named named(String name, String configuration) {
    Path file = files.root().resolve("run/" + STORAGE).resolve(configuration);
    Object labels = ContainerStore.get(ContainerStore.json(files, file), "annotations");
    String manager = ContainerStore.text(labels, "io.container.manager");
    String pod = ContainerStore.podName(labels);
    String runtime = "libpod".equals(manager) ? "podman" : manager;
    return new ContainerNames.Named(runtime, pod == null ? name : pod);
  }
}
