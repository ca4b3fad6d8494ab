package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Ancestor;
import dev.flowtruth.core.spi.DecodeException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a process is: its identity, its image, its user and where it belongs. What may not be
 * read stays unknown. One thread.
 */
public final class ProcessReader implements AutoCloseable {
  private static final String DELETED = " (deleted)";
  private static final Path HOST = Path.of("/");
  private static final int TRIES = 3;
  private static final int DEEPEST = 64;

  private final Path procRoot;
  private final ProcTree tree;
  private final boolean commandLines;
  private final @Nullable ExecutableHashes hashes;
  private final Users users;
  private final Surroundings surroundings;
  private final BootClock clock = new BootClock();

  /**
   * Reads the processes below a root.
   *
   * @param procRoot {@code /proc}, or a tree of that form
   * @param commandLines read arguments; they may hold secrets
   * @param hashes compute SHA-256 of executables
   * @throws java.io.UncheckedIOException when the root cannot be opened
   */
  public ProcessReader(Path procRoot, boolean commandLines, boolean hashes) {
    this(procRoot, new ProcTree(procRoot), HOST, commandLines, hashes);
  }

  ProcessReader(Path procRoot, ProcTree tree, boolean commandLines, boolean hashes) {
    this(procRoot, tree, HOST, commandLines, hashes);
  }

  /** Reads users and containers below another root, a recorded tree. */
  ProcessReader(Path procRoot, ProcTree tree, Path hostRoot, boolean commandLines, boolean hashes) {
    this.procRoot = procRoot;
    users = new Users(hostRoot.resolve("etc/passwd"));
    surroundings = new Surroundings(procRoot, tree, new HostFiles(hostRoot), users);
    this.tree = tree;
    this.commandLines = commandLines;
    this.hashes = hashes ? new ExecutableHashes(tree) : null;
  }

  /** The process with this pid; empty when there is none, or when it ended while it was read. */
  public Optional<ProcessRef> read(long pid) {
    Image image = pid > 0 && pid <= Integer.MAX_VALUE ? image((int) pid) : null;
    return Optional.ofNullable(image == null ? null : read((int) pid, image).ref());
  }

  /** True while the process with this pid and start is there; anybody may ask that of anybody. */
  public boolean isAlive(ProcessId id) {
    ProcessStat stat = stat((int) id.pid());
    return stat != null && stat.startTicks() == id.startId();
  }

  /** Who has this pid now; empty when nobody has. */
  public Optional<ProcessId> identify(long pid) {
    ProcessStat stat = stat((int) pid);
    return Optional.ofNullable(stat == null ? null : new ProcessId(pid, stat.startTicks()));
  }

  /** The pids that there are now; empty when /proc cannot be listed. */
  public List<Long> pids() {
    String[] names = procRoot.toFile().list();
    List<Long> pids = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        pids.add(Long.parseLong(name));
      }
    }
    return pids;
  }

  /** A process with the image that it belongs to; both null when it ended. */
  record Reading(@Nullable Image image, @Nullable ProcessRef ref) {}

  /** Reads until nothing was executed in the middle, beginning with what was just seen. */
  Reading read(int pid, Image seen) {
    Image image = seen;
    for (int i = 0; i < TRIES; i++) {
      ProcessRef ref = build(pid, image);
      Image after = image(pid);
      if (after == null || !after.isSameProcess(seen)) {
        break;
      }
      if (image.isSame(after)) {
        return new Reading(image, ref);
      }
      image = after;
    }
    return new Reading(null, null);
  }

  /** What the process runs now; null when it is gone or may not be read. */
  @Nullable Image image(int pid) {
    ProcessStat stat = stat(pid);
    return stat == null ? null : new Image(stat, executable(pid));
  }

  @Nullable ProcessStat stat(int pid) {
    byte[] text = tree.read(pid, ProcTree.STAT);
    if (text == null || text.length == 0) {
      return null;
    }
    try {
      return ProcessStat.parse(text);
    } catch (DecodeException e) {
      tree.report(pid + "/stat: " + e.getMessage());
      return null;
    }
  }

  private ProcessRef build(int pid, Image image) {
    Comm comm = image.stat().comm();
    boolean isProxy = DockerProxy.isOne(image.executable());
    boolean needsArguments = commandLines || comm.isFull() || isProxy;
    CommandLine line = needsArguments ? commandLine(pid) : new CommandLine(List.of());
    int uid = effectiveUser(pid);
    ProcessRef.Builder process =
        ProcessRef.builder(new ProcessId(pid, image.stat().startTicks()))
            .startNanos(clock.wallNanos(image.stat().startTicks()))
            .name(name(image, line))
            .comm(comm.text())
            .psutilName(line.psutilName(comm))
            .executable(image.executable())
            .uid(uid)
            .user(uid < 0 ? null : users.name(uid))
            .parents(parents(image.stat()))
            .commandLine(commandLines ? line.arguments() : null)
            .hash(hashes == null ? null : hashes.of(pid))
            .publishedFor(isProxy ? DockerProxy.publishedFor(line.arguments()) : null);
    surroundings.describe(pid, image.executable(), process);
    return process.build();
  }

  private static String name(Image image, CommandLine line) {
    String path = image.executable();
    String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? line.extend(image.stat().comm()) : name;
  }

  private CommandLine commandLine(int pid) {
    byte[] text = tree.read(pid, ProcTree.COMMAND_LINE);
    return CommandLine.parse(text == null ? new byte[0] : text);
  }

  int effectiveUser(int pid) {
    byte[] text = tree.read(pid, ProcTree.STATUS);
    return text == null ? -1 : ProcessStatus.effectiveUser(text);
  }

  BootClock clock() {
    return clock;
  }

  Users users() {
    return users;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** Nearest first. A parent that started after its child is another process with its pid. */
  private List<Ancestor> parents(ProcessStat child) {
    List<Ancestor> parents = new ArrayList<>();
    ProcessStat below = child;
    while (below.parent() > 0 && parents.size() < DEEPEST) {
      int pid = below.parent();
      Image above = image(pid);
      if (above == null || above.stat().startTicks() > below.startTicks()) {
        break;
      }
      boolean needsArguments = above.executable() == null && above.stat().comm().isFull();
      CommandLine line = needsArguments ? commandLine(pid) : new CommandLine(List.of());
      parents.add(new Ancestor(pid, name(above, line)));
      below = above.stat();
    }
    return parents;
  }

  private @Nullable String executable(int pid) {
    byte[] link = tree.link(pid, ProcTree.EXECUTABLE);
    if (link == null || link.length == 0) {
      return null;
    }
    String path = LenientText.of(link);
    return path.endsWith(DELETED) && !isFile(pid, path)
        ? path.substring(0, path.length() - DELETED.length())
        : path;
  }

  /** True when the process sees a file of just this name, so that the kernel added nothing. */
  private boolean isFile(int pid, String path) {
    return new File(procRoot.toFile(), pid + "/root" + path).isFile();
  }

  @Override
  public void close() {
    tree.close();
  }
}
