package dev.flowtruth.platform.linux.owner;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code /var/lib/docker/containers/ID/config.v2.json}: the name stands there after a slash. */
record DockerStore(HostFiles files, Users users) implements ContainerStore {
  @Override
  public ContainerNames.@Nullable Named find(String id, int user) {
    for (Path place :
        ContainerStore.places(files, users, user, "var/lib/docker", ".local/share/docker")) {
      Path file = place.resolve("containers").resolve(id).resolve("config.v2.json");
      Object config = ContainerStore.json(files, file);
      if (config != JsonText.OTHER) {
        return new ContainerNames.Named("docker", name(config));
      }
    }
    return null;
  }

  private static @Nullable String name(Object config) {
    Object labels = ContainerStore.get(ContainerStore.get(config, "Config"), "Labels");
    String pod = ContainerStore.podName(labels);
    String name = ContainerStore.text(config, "Name");
    return pod != null || name == null ? pod : name.replaceFirst("^/", "");
  }
}
