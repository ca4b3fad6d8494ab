package dev.flowtruth.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process as one image: who it is ({@link #id()}) and what it runs. After an exec the same id
 * comes with another image, which is another value.
 *
 * <p>What the rights at hand did not let us read is null, {@link #UNKNOWN} or empty; nothing is
 * made up. Made by {@link #builder(ProcessId)}.
 *
 * @param id pid and start
 * @param startNanos wall-clock start in ns since the epoch, {@link #UNKNOWN} when not known
 * @param name file name of the executable in full; the short name where that may not be read
 * @param comm the short name that the OS keeps (Linux: 15 bytes)
 * @param psutilName the name as Python's psutil gives it, which NFStream prints
 * @param executable path of the executable, without {@code " (deleted)"}
 * @param uid numeric user id, -1 when unknown or when the OS has none
 * @param user user name
 * @param parents nearest first, up to the first process
 * @param service systemd unit, Windows service
 * @param slice systemd slice, the innermost
 * @param container full id of the container
 * @param containerRuntime what runs it: docker, podman, containerd, cri-o, lxc, systemd-nspawn, ...
 * @param containerName the name that its runtime knows it by; in Kubernetes {@code
 *     namespace/pod/container}
 * @param app desktop application: {@code flatpak:ID} or {@code snap:NAME}
 * @param commandLine arguments, only when asked for: they may hold secrets
 * @param hash SHA-256 of the executable in hex, only when asked for
 * @param publishedFor where a proxy of a published port passes things on to
 */
public record ProcessRef(
    ProcessId id,
    long startNanos,
    String name,
    String comm,
    String psutilName,
    @Nullable String executable,
    int uid,
    @Nullable String user,
    List<Ancestor> parents,
    @Nullable String service,
    @Nullable String slice,
    @Nullable String container,
    @Nullable String containerRuntime,
    @Nullable String containerName,
    @Nullable String app,
    @Nullable List<String> commandLine,
    @Nullable String hash,
    @Nullable Published publishedFor) {

  /** The value of a time that is not known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /**
   * A process above another one.
   *
   * @param pid its process id
   * @param name its name, by the rule of {@link ProcessRef#name()}
   */
  public record Ancestor(long pid, String name) {}

  /**
   * Whom a port is published for.
   *
   * @param protocol of the port
   * @param endpoint of the container, in its own network namespace
   */
  public record Published(Protocol protocol, Endpoint endpoint) {}

  public ProcessRef {
    parents = List.copyOf(parents);
    commandLine = commandLine == null ? null : List.copyOf(commandLine);
  }

  public long pid() {
    return id.pid();
  }

  public static Builder builder(ProcessId id) {
    return new Builder(id);
  }

  /** The same with the SHA-256 of its executable, in hex. */
  public ProcessRef withHash(String newHash) {
    return new ProcessRef(
        id,
        startNanos,
        name,
        comm,
        psutilName,
        executable,
        uid,
        user,
        parents,
        service,
        slice,
        container,
        containerRuntime,
        containerName,
        app,
        commandLine,
        newHash,
        publishedFor);
  }

  /** Collects what could be read of a process. Not thread-safe. */
  public static final class Builder {
    private final ProcessId id;
    private long startNanos = UNKNOWN;
    private String name = "";
    private String comm = "";
    private String psutilName = "";
    private @Nullable String executable;
    private int uid = -1;
    private @Nullable String user;
    private List<Ancestor> parents = List.of();
    private @Nullable String service;
    private @Nullable String slice;
    private @Nullable String container;
    private @Nullable String containerRuntime;
    private @Nullable String containerName;
    private @Nullable String app;
    private @Nullable List<String> commandLine;
    private @Nullable String hash;
    private @Nullable Published publishedFor;

    private Builder(ProcessId id) {
      this.id = id;
    }

    public Builder startNanos(long value) {
      startNanos = value;
      return this;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder comm(String value) {
      comm = value;
      return this;
    }

    public Builder psutilName(String value) {
      psutilName = value;
      return this;
    }

    public Builder executable(@Nullable String value) {
      executable = value;
      return this;
    }

    public Builder uid(int value) {
      uid = value;
      return this;
    }

    public Builder user(@Nullable String value) {
      user = value;
      return this;
    }

    public Builder parents(List<Ancestor> value) {
      parents = value;
      return this;
    }

    public Builder service(@Nullable String value) {
      service = value;
      return this;
    }

    public Builder slice(@Nullable String value) {
      slice = value;
      return this;
    }

    public Builder container(@Nullable String value) {
      container = value;
      return this;
    }

    public Builder containerRuntime(@Nullable String value) {
      containerRuntime = value;
      return this;
    }

    public Builder containerName(@Nullable String value) {
      containerName = value;
      return this;
    }

    public Builder app(@Nullable String value) {
      app = value;
      return this;
    }

    public Builder commandLine(@Nullable List<String> value) {
      commandLine = value;
      return this;
    }

    public Builder hash(@Nullable String value) {
      hash = value;
      return this;
    }

    public Builder publishedFor(@Nullable Published value) {
      publishedFor = value;
      return this;
    }

    /** The process; names that were not set follow from those that were. */
    public ProcessRef build() {
      String full = name.isEmpty() ? comm : name;
      String kernel = comm.isEmpty() ? full : comm;
      return new ProcessRef(
          id,
          startNanos,
          full,
          kernel,
          psutilName.isEmpty() ? kernel : psutilName,
          executable,
          uid,
          user,
          parents,
          service,
          slice,
          container,
          containerRuntime,
          containerName,
          app,
          commandLine,
          hash,
          publishedFor);
    }
  }
}
