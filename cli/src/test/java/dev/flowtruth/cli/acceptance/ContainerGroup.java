package dev.flowtruth.cli.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group of the name that Docker gives to that of a container. */
record ContainerGroup(String id, Path directory) implements AutoCloseable {
  /** Makes it; skips the test where that is not possible, and says why. */
  static ContainerGroup make(String id) throws IOException {
    String mount = "awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts";
    Path root = Path.of(Shell.run(List.of("sh", "-c", mount)).out().strip());
    assumeTrue(Files.isWritable(root) && root.isAbsolute(), "missing: cgroup2, to be written to");
    return new ContainerGroup(id, Files.createDirectory(root.resolve("docker-" + id + ".scope")));
  }

  void add(long pid) throws IOException {
    Files.writeString(directory.resolve("cgroup.procs"), pid + "\n");
  }

  /** The kernel lets go of a group some time after its last process. */
  @Override
  public void close() throws IOException {
    for (int i = 0; i < 100 && Files.exists(directory); i++) {
      if (Shell.run(List.of("rmdir", directory.toString())).exit() != 0) {
        Shell.run(List.of("sleep", "0.05"));
      }
    }
  }
}
