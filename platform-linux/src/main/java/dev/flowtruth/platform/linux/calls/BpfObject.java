package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Pointer;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled BPF object: opened, set up, loaded, attached. What it holds in the kernel goes with
 * {@link #close}, and with this process however it ends. Not thread-safe.
 */
public final class BpfObject implements AutoCloseable {
  /** {@code uapi/linux/btf.h} */
  private static final int BTF_KIND_TYPEDEF = 8;

  private final List<Long> links = new ArrayList<>();
  private long object;
  private boolean loaded;

  private BpfObject(long object) {
    this.object = object;
  }

  /**
   * Reads the bytes of an object file; nothing reaches the kernel yet.
   *
   * @throws SourceException when libbpf is not there, too old, or refuses the bytes
   */
  public static BpfObject open(byte[] bytes) throws SourceException {
    try {
      LibBpf.libbpf_set_print(0);
    } catch (LinkageError e) {
      throw new SourceException(
          LibBpf.NAME
              + " cannot be loaded ("
              + firstLine(e)
              + "); on Debian: apt-get install libbpf1",
          e);
    }
    long object = LibBpf.bpf_object__open_mem(bytes, bytes.length, Pointer.NULL);
    if (object == 0) {
      throw CallException.last("bpf_object__open_mem");
    }
    return new BpfObject(object);
  }

  private static String firstLine(LinkageError e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  /** Whether the running kernel has a tracepoint of that name that BPF can attach to. */
  public static boolean hasTracepoint(String name) throws CallException {
    long btf = LibBpf.btf__load_vmlinux_btf();
    if (btf == 0) {
      throw CallException.last("btf__load_vmlinux_btf");
    }
    try {
      return LibBpf.btf__find_by_name_kind(btf, "btf_trace_" + name, BTF_KIND_TYPEDEF) > 0;
    } finally {
      LibBpf.btf__free(btf);
    }
  }

  /** Before loading: how many entries, or bytes, a map has. */
  public void resize(String map, int entries) throws SourceException {
    check(
        LibBpf.bpf_map__set_max_entries(map(map), entries),
        "bpf_map__set_max_entries(" + map + ")");
  }

  /** Before loading: the program's constants, which must be one boolean. */
  public void setConstant(boolean value) throws SourceException {
    long constants = map(".rodata");
    byte[] bytes = new byte[LibBpf.bpf_map__value_size(constants)];
    bytes[0] = (byte) (value ? 1 : 0);
    check(
        LibBpf.bpf_map__set_initial_value(constants, bytes, bytes.length),
        "bpf_map__set_initial_value(.rodata)");
  }

  /** Before loading: this program will not be. */
  public void leaveOut(String program) throws SourceException {
    check(
        LibBpf.bpf_program__set_autoload(program(program), 0),
        "bpf_program__set_autoload(" + program + ")");
  }

  /** Hands maps and programs to the kernel. */
  public void load() throws CallException {
    check(LibBpf.bpf_object__load(object), "bpf_object__load");
    loaded = true;
  }

  /** The same, but tells what libbpf has to say of it; {@link #isLoaded} tells how it ended. */
  public List<String> loadTalking() {
    return LibBpfWords.during(() -> loaded = LibBpf.bpf_object__load(object) == 0);
  }

  public boolean isLoaded() {
    return loaded;
  }

  /** Attaches to what the program's section names. */
  public void attach(String program) throws SourceException {
    long link = LibBpf.bpf_program__attach(program(program));
    keep(link, "bpf_program__attach(" + program + ")");
  }

  /** Attaches to the control group whose directory that is, and to all below it. */
  public void attach(String program, String cgroupDirectory) throws SourceException {
    int directory = LibC.open(cgroupDirectory, Sockets.O_RDONLY | Sockets.O_CLOEXEC);
    if (directory < 0) {
      throw CallException.last("open(" + cgroupDirectory + ")");
    }
    try {
      long link = LibBpf.bpf_program__attach_cgroup(program(program), directory);
      keep(link, "bpf_program__attach_cgroup(" + program + ", " + cgroupDirectory + ")");
    } finally {
      LibC.close(directory);
    }
  }

  private void keep(long link, String call) throws CallException {
    if (link == 0) {
      throw CallException.last(call);
    }
    links.add(link);
  }

  /** An iterator program, ready to be run. */
  public BpfIterator iterator(String program, int bufferSize) throws SourceException {
    long link = LibBpf.bpf_program__attach_iter(program(program), Pointer.NULL);
    keep(link, "bpf_program__attach_iter(" + program + ")");
    return new BpfIterator(LibBpf.bpf_link__fd(link), program, bufferSize);
  }

  /** The ring of that name, of so many bytes. */
  public RingBuffer ring(String map, int bytes) throws SourceException {
    return RingBuffer.map(LibBpf.bpf_map__fd(map(map)), bytes);
  }

  /** Counters that the programs keep for each processor. */
  public BpfCounters counters(String map, int count) throws SourceException {
    return new BpfCounters(LibBpf.bpf_map__fd(map(map)), count, LibBpf.libbpf_num_possible_cpus());
  }

  private long map(String name) throws SourceException {
    long map = LibBpf.bpf_object__find_map_by_name(object, name);
    if (map == 0) {
      throw CallException.last("bpf_object__find_map_by_name(" + name + ")");
    }
    return map;
  }

  private long program(String name) throws SourceException {
    long program = LibBpf.bpf_object__find_program_by_name(object, name);
    if (program == 0) {
      throw CallException.last("bpf_object__find_program_by_name(" + name + ")");
    }
    return program;
  }

  private static void check(int result, String call) throws CallException {
    if (result < 0) {
      throw CallException.reported(call, -result);
    }
  }

  @Override
  public void close() {
    links.forEach(LibBpf::bpf_link__destroy);
    links.clear();
    if (object != 0) {
      LibBpf.bpf_object__close(object);
      object = 0;
    }
  }
}
