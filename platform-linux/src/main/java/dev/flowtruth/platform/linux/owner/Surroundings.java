package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process is part of: systemd unit and slice, container, desktop application. One thread.
 */
final class Surroundings {
  private final Path procRoot;
  private final ProcTree tree;
  private final HostFiles files;
  private final ContainerNames containers;

  Surroundings(Path procRoot, ProcTree tree, HostFiles files, Users users) {
    this.procRoot = procRoot;
    this.tree = tree;
    this.files = files;
    containers = new ContainerNames(files, users);
  }

  /** Adds what is known of it. */
  void describe(int pid, @Nullable String executable, ProcessRef.Builder process) {
    ControlGroup group = groupOf(pid);
    describe(group == null ? ControlGroup.NONE : group, pid, executable, process);
  }

  /** The group that it is in; null when it is gone. */
  @Nullable ControlGroup groupOf(int pid) {
    byte[] text = tree.read(pid, ProcTree.CGROUP);
    return text == null || text.length == 0 ? null : ControlGroup.parse(text);
  }

  /** The same for one whose group is known. */
  void describe(
      ControlGroup group, int pid, @Nullable String executable, ProcessRef.Builder process) {
    process.service(group.service()).slice(group.slice());
    ContainerGroup container = group.container();
    if (container != null) {
      ContainerNames.Named named = containers.of(container, group.user());
      process.container(container.id());
      process.containerRuntime(named.runtime()).containerName(named.name());
    }
    process.app(group.app() != null ? group.app() : app(pid, executable, container != null));
  }

  /** For those that no unit tells. */
  private @Nullable String app(int pid, @Nullable String executable, boolean isContainer) {
    String snap = AppGroup.ofExecutable(executable);
    if (snap != null || isContainer) {
      return snap;
    }
    String info = files.read(procRoot.resolve(pid + "/root/.flatpak-info"));
    return info == null ? null : FlatpakInfo.app(info);
  }
}
