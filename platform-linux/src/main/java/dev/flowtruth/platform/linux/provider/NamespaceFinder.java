package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.platform.linux.calls.Machine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Which network namespaces there are: those that some process lives in, and those that {@code ip
 * netns} bound to a file.
 *
 * <p>A scan lists /proc and reads the namespace of new processes; of those known already only a
 * bounded share in turn, because few processes ever change it. A complete scan reads all. Not
 * thread-safe.
 */
final class NamespaceFinder {
  private static final int SHARE = 64;

  private final Path procRoot;
  private final Path bindings;
  private final Machine machine;
  private final Map<String, Long> byPid = new HashMap<>();
  private final Queue<String> turn = new ArrayDeque<>();

  /**
   * A finder that knows nothing yet.
   *
   * @param procRoot {@code /proc}
   * @param bindings {@code /run/netns}
   */
  NamespaceFinder(Path procRoot, Path bindings, Machine machine) {
    this.procRoot = procRoot;
    this.bindings = bindings;
    this.machine = machine;
  }

  /**
   * Looks around.
   *
   * @param complete read the namespace of every process anew
   * @return a path into each namespace that was found, by inode number
   */
  Map<Long, String> scan(boolean complete) {
    Set<String> pids = listProcesses();
    byPid.keySet().retainAll(pids);
    if (complete) {
      byPid.clear();
      turn.clear();
    }
    for (String pid : pids) {
      if (!byPid.containsKey(pid)) {
        byPid.put(pid, read(pid));
        turn.add(pid);
      }
    }
    readSomeAgain();
    Map<Long, String> found = new HashMap<>();
    byPid.forEach((pid, netns) -> found.putIfAbsent(netns, path(pid)));
    addBindings(found);
    found.remove(0L);
    return found;
  }

  private void readSomeAgain() {
    for (int i = Math.min(SHARE, turn.size()); i > 0; i--) {
      String pid = turn.remove();
      if (byPid.containsKey(pid)) {
        byPid.put(pid, read(pid));
        turn.add(pid);
      }
    }
  }

  /** 0 for a process that just ended, is a zombie, or is none of ours to read. */
  private long read(String pid) {
    return machine.namespaceOf(path(pid));
  }

  private String path(String pid) {
    return procRoot + "/" + pid + "/ns/net";
  }

  private Set<String> listProcesses() {
    Set<String> pids = new HashSet<>();
    String[] names = procRoot.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        pids.add(name);
      }
    }
    return pids;
  }

  private void addBindings(Map<Long, String> found) {
    if (!Files.isDirectory(bindings)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(bindings)) {
      for (Path file : files) {
        addBinding(file, found);
      }
    } catch (IOException e) {
      // The directory went away while it was read; what it bound is found by its processes.
      System.getLogger(NamespaceFinder.class.getName()).log(System.Logger.Level.DEBUG, "", e);
    }
  }

  /** A file there that is not bound to anything yet lies in another file system. */
  private void addBinding(Path file, Map<Long, String> found) throws IOException {
    if (Files.exists(file) && isBound(file)) {
      long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
      found.putIfAbsent(inode, file.toString());
    }
  }

  private boolean isBound(Path file) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    return device != ((Number) Files.getAttribute(bindings, "unix:dev")).longValue();
  }
}
