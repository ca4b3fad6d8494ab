package dev.flowtruth.platform.linux.owner;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What containerd gives to the runtime of a container: {@code TASKS/NAMESPACE/ID/config.json},
 * whose annotations hold the names that Kubernetes or nerdctl gave. Docker's own are below {@code
 * moby}.
 */
record BundleStore(HostFiles files) implements ContainerStore {
  private static final List<String> TASKS =
      List.of(
          "run/containerd/io.containerd.runtime.v2.task",
          "run/k3s/containerd/io.containerd.runtime.v2.task");

  @Override
  public ContainerNames.@Nullable Named find(String id, int user) {
    for (String tasks : TASKS) {
      Path place = files.root().resolve(tasks);
      String[] namespaces = place.toFile().list();
      for (String namespace : namespaces == null ? new String[0] : namespaces) {
        Path file = place.resolve(namespace).resolve(id).resolve("config.json");
        Object configuration = ContainerStore.json(files, file);
        if (configuration != JsonText.OTHER) {
          return named(namespace, ContainerStore.get(configuration, "annotations"));
        }
      }
    }
    return null;
  }

  private static ContainerNames.Named named(String namespace, Object annotations) {
    String pod = ContainerStore.podName(annotations);
    return new ContainerNames.Named(
        namespace.equals("moby") ? "docker" : "containerd",
        pod == null ? ContainerStore.text(annotations, "nerdctl/name") : pod);
  }
}
