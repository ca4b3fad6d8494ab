package dev.flowtruth.platform.linux.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A tree of the form of /proc in a directory. Its files have the form that Linux 6.18 gave them,
 * with only those fields filled in that are read.
 */
record RecordedTree(Path root) {
  /** A process without descriptors; replaces one with the same pid. */
  RecordedTree process(int pid, long startTicks, String comm) {
    remove(pid);
    String stat =
        "%d (%s) S 1 %d %d 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0 0 0 0 %d"
            .formatted(pid, comm, pid, pid, startTicks, 1000 + startTicks);
    write(pid, "stat", stat + " 0".repeat(24) + "\n");
    write(pid, "status", "Name:\t" + comm + "\nUid:\t0\t0\t0\t0\n");
    link(pid, "exe", "/usr/bin/" + comm);
    create(pid, "fd");
    return this;
  }

  RecordedTree socket(int pid, int descriptor, long inode) {
    link(pid, "fd/" + descriptor, "socket:[" + inode + "]");
    return this;
  }

  RecordedTree close(int pid, int descriptor) {
    delete(root.resolve(pid + "/fd/" + descriptor));
    return this;
  }

  RecordedTree remove(int pid) {
    Path process = root.resolve(Integer.toString(pid));
    if (Files.exists(process)) {
      try (Stream<Path> below = Files.walk(process)) {
        below.sorted(Comparator.reverseOrder()).forEach(RecordedTree::delete);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  RecordedTree write(int pid, String file, String text) {
    try {
      Files.createDirectories(root.resolve(Integer.toString(pid)));
      Files.writeString(root.resolve(pid + "/" + file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create(int pid, String directory) {
    try {
      Files.createDirectories(root.resolve(pid + "/" + directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void link(int pid, String file, String target) {
    try {
      Path link = root.resolve(pid + "/" + file);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
