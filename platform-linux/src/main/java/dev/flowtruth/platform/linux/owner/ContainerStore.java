package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.spi.DecodeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a container runtime keeps what it knows. */
interface ContainerStore {
  /** The container with this full id; null when it is not there, or may not be read. */
  ContainerNames.@Nullable Named find(String id, int user);

  /** A directory of the system, and the same below a user's home. */
  static List<Path> places(HostFiles files, Users users, int user, String system, String own) {
    List<Path> places = new ArrayList<>(List.of(files.root().resolve(system)));
    String home = user < 0 ? null : users.home(user);
    if (home != null) {
      places.add(files.root().resolve(home.replaceFirst("^/+", "")).resolve(own));
    }
    return places;
  }

  /** What a file holds; {@link JsonText#OTHER} when it cannot be read or is no JSON. */
  static Object json(HostFiles files, Path file) {
    String text = files.read(file);
    if (text == null) {
      return JsonText.OTHER;
    }
    try {
      return JsonText.parse(text);
    } catch (DecodeException e) {
      return JsonText.OTHER; // half written, or another program's
    }
  }

  /** The value of a name in an object; {@link JsonText#OTHER} when there is none. */
  static Object get(Object object, String name) {
    Object value = object instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? JsonText.OTHER : value;
  }

  static @Nullable String text(Object object, String... names) {
    for (String name : names) {
      if (get(object, name) instanceof String text && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /** {@code NAMESPACE/POD/CONTAINER} as Kubernetes' labels tell; null when it is none of a pod. */
  static @Nullable String podName(Object labels) {
    String pod = text(labels, "io.kubernetes.cri.sandbox-name", "io.kubernetes.pod.name");
    if (pod == null) {
      return null;
    }
    String namespace =
        text(labels, "io.kubernetes.cri.sandbox-namespace", "io.kubernetes.pod.namespace");
    String container =
        text(labels, "io.kubernetes.cri.container-name", "io.kubernetes.container.name");
    return (namespace == null ? "" : namespace + "/")
        + pod
        + (container == null ? "" : "/" + container);
  }
}
