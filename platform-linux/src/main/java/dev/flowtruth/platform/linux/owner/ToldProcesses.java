package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Ancestor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes processes of which events told, so that one of a millisecond has its name and path:
 * /proc is asked only for what events do not tell, and where it is gone already, the parent's
 * answer stands in. One thread.
 */
public final class ToldProcesses {
  private static final int DEEPEST = 64;
  private static final int MOST_GROUPS = 4096;

  private final ProcessReader reader;

  /** By the group's id: the processes of a group have its service and container in common. */
  @SuppressWarnings("serial") // never serialized
  private final Map<Long, ControlGroup> groups =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ControlGroup> eldest) {
          return size() > MOST_GROUPS;
        }
      };

  public ToldProcesses(ProcessReader reader) {
    this.reader = reader;
  }

  /**
   * What an event told of a process.
   *
   * @param id who
   * @param comm its short name
   * @param uid its effective user
   * @param group id of its control group, 0 when not told
   * @param executable path of what it executed; null when it runs what its parent ran
   * @param arguments its arguments; null when not told
   */
  public record Facts(
      ProcessId id,
      String comm,
      int uid,
      long group,
      @Nullable String executable,
      @Nullable List<String> arguments) {}

  /** Arguments as they lie in memory, by the rule of {@code /proc/PID/cmdline}. */
  public static List<String> arguments(byte[] text) {
    return CommandLine.parse(text).arguments();
  }

  /** The unit in which the kernel gives start times: from ns since boot to clock ticks. */
  public long startTicks(long bootNanos) {
    return bootNanos / reader.clock().nanosPerTick();
  }

  /**
   * The process that these facts make.
   *
   * @param image what it runs where the facts tell no executable, and what else they leave open:
   *     its parent's, or its own before an exec; null when not known
   * @param parents nearest first
   */
  public ProcessRef describe(Facts facts, @Nullable ProcessRef image, List<Ancestor> parents) {
    Comm comm = new Comm(escape(facts.comm()));
    CommandLine line = commandLine(facts);
    ProcessRef.Builder builder =
        ProcessRef.builder(facts.id())
            .startNanos(reader.clock().wallNanos(facts.id().startId()))
            .comm(comm.text())
            .uid(facts.uid())
            .user(reader.users().name(facts.uid()))
            .parents(parents)
            .commandLine(facts.arguments());
    String path = facts.executable();
    describeSurroundings(facts, image, builder);
    if (path == null && image != null) {
      return builder
          .name(image.name())
          .executable(image.executable())
          .psutilName(image.psutilName())
          .commandLine(image.commandLine())
          .hash(image.hash())
          .build();
    }
    String name = path == null ? line.extend(comm) : path.substring(path.lastIndexOf('/') + 1);
    return builder.name(name).executable(path).psutilName(line.psutilName(comm)).build();
  }

  /** A process's parents, when this is the nearest. */
  public static List<Ancestor> ancestors(ProcessRef parent) {
    List<Ancestor> ancestors = new ArrayList<>();
    ancestors.add(new Ancestor(parent.pid(), parent.name()));
    for (Ancestor above : parent.parents()) {
      if (ancestors.size() < DEEPEST) {
        ancestors.add(above);
      }
    }
    return List.copyOf(ancestors);
  }

  /** Without its arguments, it is taken to have been called by its path. */
  private static CommandLine commandLine(Facts facts) {
    if (facts.arguments() != null) {
      return new CommandLine(facts.arguments());
    }
    return new CommandLine(facts.executable() == null ? List.of() : List.of(facts.executable()));
  }

  private static byte[] escape(String comm) {
    return comm.replace("\\", "\\\\").replace("\n", "\\n").getBytes(StandardCharsets.UTF_8);
  }

  private void describeSurroundings(
      Facts facts, @Nullable ProcessRef image, ProcessRef.Builder process) {
    ControlGroup group = group(facts);
    if (group != null) {
      String executable = facts.executable();
      if (executable == null && image != null) {
        executable = image.executable();
      }
      reader.surroundings().describe(group, (int) facts.id().pid(), executable, process);
    } else if (image != null) {
      process
          .service(image.service())
          .slice(image.slice())
          .container(image.container())
          .containerRuntime(image.containerRuntime())
          .containerName(image.containerName())
          .app(image.app());
    }
  }

  /** Null when it is not known, and the process is gone. */
  private @Nullable ControlGroup group(Facts facts) {
    ControlGroup known = facts.group() == 0 ? null : groups.get(facts.group());
    if (known != null) {
      return known;
    }
    ControlGroup read = reader.surroundings().groupOf((int) facts.id().pid());
    if (read != null && facts.group() != 0) {
      groups.put(facts.group(), read);
    }
    return read;
  }
}
