package dev.flowtruth.platform.macos.calls;

import dev.flowtruth.platform.macos.decoder.ProcessBytes;
import dev.flowtruth.platform.macos.decoder.SocketBytes;
import dev.flowtruth.platform.macos.layout.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A kernel of a few processes with descriptors, which fails where a test wants it to. */
public final class FakeLibProc implements LibProc {
  private static final int SLACK = 20;

  /** A process of this kernel, to be changed between looks. */
  public static final class Process {
    private final Map<Integer, SocketBytes> sockets = new TreeMap<>();
    public int parent = 1;
    public int uid = 501;
    public String name = "program";
    public String path = "/usr/bin/program";
    public long startMicros = 1_700_000_000_000_000L;

    /** Errno of everything but the short description; 0 for none. */
    public int refusal;

    /** Errno for a single descriptor's socket; 0 for none. */
    public int socketRefusal;

    /** How many bytes of a socket are filled. */
    public int socketSize = 792;

    /** Run before a socket is described, such as to end the process meanwhile. */
    public Runnable beforeSocket = () -> {};

    public Process with(int fd, SocketBytes socket) {
      sockets.put(fd, socket);
      return this;
    }

    public Process without(int fd) {
      sockets.remove(fd);
      return this;
    }
  }

  private final Map<Integer, Process> processes = new LinkedHashMap<>();

  /** Errno of the list of processes; 0 for none. */
  public int listRefusal;

  /** True for lists that fill whatever buffer they get. */
  public boolean swells;

  public Process process(int pid) {
    return processes.computeIfAbsent(pid, unseen -> new Process());
  }

  public void end(int pid) {
    processes.remove(pid);
  }

  @Override
  public int pids(@Nullable ByteBuffer pids) {
    if (listRefusal != 0) {
      return -listRefusal;
    }
    ByteBuffer list = ints(processes.size());
    processes.keySet().forEach(list::putInt);
    return swells ? swollen(pids) : fill(pids, list.flip(), Integer.BYTES);
  }

  private static int swollen(@Nullable ByteBuffer buffer) {
    return buffer == null ? Integer.MAX_VALUE : buffer.capacity();
  }

  @Override
  public int descriptors(int pid, @Nullable ByteBuffer descriptors) {
    Process process = processes.get(pid);
    if (process == null) {
      return -Errno.ESRCH;
    }
    if (process.refusal != 0) {
      return -process.refusal;
    }
    ByteBuffer list = ints(2 * process.sockets.size() + 2).putInt(0).putInt(1);
    process.sockets.keySet().forEach(fd -> list.putInt(fd).putInt(2));
    return fill(descriptors, list.flip(), 2 * Integer.BYTES);
  }

  private static ByteBuffer ints(int count) {
    return ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int fill(@Nullable ByteBuffer buffer, ByteBuffer list, int element) {
    if (buffer == null) {
      return list.limit() + SLACK * element;
    }
    int length = Math.min(list.limit(), buffer.capacity() / element * element);
    buffer.duplicate().position(0).put(list.limit(length));
    return length;
  }

  @Override
  public int socket(int pid, int fd, ByteBuffer info) {
    Process process = processes.get(pid);
    if (process == null) {
      return -Errno.ESRCH;
    }
    process.beforeSocket.run();
    SocketBytes socket = process.sockets.get(fd);
    if (process.socketRefusal != 0 || socket == null) {
      return -(socket == null ? Errno.EBADF : process.socketRefusal);
    }
    info.duplicate().position(0).put(socket.bytes());
    return process.socketSize;
  }

  @Override
  public int process(int pid, ByteBuffer info) {
    Process process = processes.get(pid);
    if (process == null || process.refusal != 0) {
      return -(process == null ? Errno.ESRCH : process.refusal);
    }
    ByteBuffer bytes =
        ProcessBytes.full(pid, process.parent, process.uid, process.name, process.startMicros);
    info.duplicate().position(0).put(bytes);
    return bytes.capacity();
  }

  @Override
  public int shortProcess(int pid, ByteBuffer info) {
    Process process = processes.get(pid);
    if (process == null) {
      return -Errno.ESRCH;
    }
    ByteBuffer bytes = ProcessBytes.brief(pid, process.parent, process.uid, process.name);
    info.duplicate().position(0).put(bytes);
    return bytes.capacity();
  }

  @Override
  public int path(int pid, ByteBuffer path) {
    Process process = processes.get(pid);
    if (process == null || process.path.isEmpty()) {
      return -Errno.ENOENT;
    }
    byte[] bytes = process.path.getBytes(StandardCharsets.UTF_8);
    path.duplicate().position(0).put(bytes);
    return bytes.length;
  }
}
