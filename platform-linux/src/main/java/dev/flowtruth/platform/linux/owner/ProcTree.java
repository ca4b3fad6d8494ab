package dev.flowtruth.platform.linux.owner;

import com.sun.jna.Native;
import dev.flowtruth.platform.linux.calls.FileCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The tree of processes: /proc, or a recorded one. Reads by system calls on buffers of its own. One
 * thread.
 *
 * <p>A read that failed because the process is gone, or because it is forbidden, is told by its
 * value; any other failure is forbidden too, and {@link #trouble} says what it was.
 */
final class ProcTree implements AutoCloseable {
  /** The process, or its descriptor, is not there any more. */
  static final long GONE = -1;

  /** It may not be read with the rights at hand. */
  static final long DENIED = -2;

  static final byte[] DESCRIPTORS = ProcPath.file("fd");
  static final byte[] STAT = ProcPath.file("stat");
  static final byte[] STATUS = ProcPath.file("status");
  static final byte[] CGROUP = ProcPath.file("cgroup");
  static final byte[] COMMAND_LINE = ProcPath.file("cmdline");
  static final byte[] EXECUTABLE = ProcPath.file("exe");
  static final byte[] PID_NAMESPACE = ProcPath.file("ns/pid");

  private static final int FILE_LIMIT = 4 << 20;

  private final ProcPath path = new ProcPath();
  private final NativeBuffer content = new NativeBuffer(32 << 10);
  private final NativeBuffer link = new NativeBuffer(4 << 10);
  private final DirectoryEntries entries = new DirectoryEntries(content.bytes());
  private final FileAttributes attributes = new FileAttributes();
  private final int root;
  private long calls;
  private String trouble = "";

  ProcTree(Path procRoot) {
    content.bytes().put(0, Native.toByteArray(procRoot.toString()));
    root = FileCalls.openat(FileCalls.AT_FDCWD, content.address(), FileCalls.READ_ONLY);
    if (root < 0) {
      throw new UncheckedIOException(new IOException(FileCalls.failure("open " + procRoot)));
    }
  }

  /** System calls so far. */
  long calls() {
    return calls;
  }

  /** The last failure that was neither "gone" nor "forbidden"; empty when there was none. */
  String trouble() {
    return trouble;
  }

  /** Notes another trouble, such as bytes that cannot be what they claim to be. */
  void report(String sentence) {
    trouble = sentence;
  }

  /**
   * The inode of the socket at a descriptor; {@link SocketLink#NO_SOCKET}, {@link #GONE} or {@link
   * #DENIED}.
   */
  long socket(int pid, byte[] directory, int descriptor) {
    return socket(root, path.of(pid, directory, descriptor));
  }

  /** The same, in a directory from {@link #open}. */
  long socketIn(int directory, int descriptor) {
    return socket(directory, path.of(descriptor));
  }

  private long socket(int directory, long name) {
    calls++;
    // A target that is longer than this is no socket's.
    long length = FileCalls.readlinkat(directory, name, link.address(), 32);
    return length < 0 ? failed("readlink") : SocketLink.inode(link.bytes(), (int) length);
  }

  /** The target of a process's link in full; null when it cannot be read. */
  byte @Nullable [] link(int pid, byte[] file) {
    return link(path.of(pid, file));
  }

  /** The target of our own process's link. */
  byte @Nullable [] ownLink(byte[] file) {
    return link(path.own(file));
  }

  private byte @Nullable [] link(long name) {
    calls++;
    long length = FileCalls.readlinkat(root, name, link.address(), link.size());
    if (length < 0) {
      failed("readlink");
      return null;
    }
    return copy(link, (int) length);
  }

  /** Opens a file or directory of a process: its descriptor, {@link #GONE} or {@link #DENIED}. */
  int open(int pid, byte[] file) {
    calls++;
    int descriptor = FileCalls.openat(root, path.of(pid, file), FileCalls.READ_ONLY);
    return descriptor < 0 ? (int) failed("open") : descriptor;
  }

  void close(int descriptor) {
    calls++;
    FileCalls.close(descriptor);
  }

  /** Reads further names of a directory; null after the last. Valid until the next read. */
  @Nullable DirectoryEntries list(int directory) {
    calls++;
    long length = FileCalls.listDirectory(directory, content.address(), content.size());
    if (length < 0) {
      failed("getdents64");
    }
    entries.reset((int) Math.max(0, length));
    return length <= 0 ? null : entries;
  }

  /** A file of a process; null when it cannot be read. */
  byte @Nullable [] read(int pid, byte[] file) {
    int descriptor = open(pid, file);
    if (descriptor < 0) {
      return null;
    }
    try {
      return readAll(descriptor);
    } finally {
      close(descriptor);
    }
  }

  private byte @Nullable [] readAll(int descriptor) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length = read(descriptor, content);
    while (length > 0 && all.size() < FILE_LIMIT) {
      all.writeBytes(copy(content, length));
      length = read(descriptor, content);
    }
    return length < 0 ? null : all.toByteArray();
  }

  /** Reads into the buffer; 0 at the end, negative when that failed. */
  int read(int descriptor, NativeBuffer buffer) {
    calls++;
    long length = FileCalls.read(descriptor, buffer.address(), buffer.size());
    return (int) (length < 0 ? failed("read") : length);
  }

  /** How many descriptors a process has; 0 where the kernel does not tell (before 6.2). */
  long descriptorCount(int pid, byte[] directory) {
    FileAttributes found = attributes(pid, directory);
    return found == null ? GONE : found.size();
  }

  /** What stat says about a file of a process; null when it cannot be read. */
  @Nullable FileAttributes attributes(int pid, byte[] file) {
    calls++;
    return attributes.read(root, path.of(pid, file)) ? attributes : null;
  }

  /** The same about a file of our own process. */
  @Nullable FileAttributes ownAttributes(byte[] file) {
    calls++;
    return attributes.read(root, path.own(file)) ? attributes : null;
  }

  /** Opens the root anew, to list it from its beginning. */
  int openRoot() {
    calls++;
    int descriptor = FileCalls.openat(root, path.here(), FileCalls.READ_ONLY);
    return descriptor < 0 ? (int) failed("open the process list") : descriptor;
  }

  private long failed(String call) {
    int errno = FileCalls.errno();
    if (errno == FileCalls.ENOENT || errno == FileCalls.ESRCH) {
      return GONE;
    }
    if (errno != FileCalls.EACCES && errno != FileCalls.EPERM) {
      trouble = FileCalls.failure(call);
    }
    return DENIED;
  }

  private static byte[] copy(NativeBuffer buffer, int length) {
    byte[] copy = new byte[length];
    buffer.bytes().get(0, copy);
    return copy;
  }

  @Override
  public void close() {
    FileCalls.close(root);
  }
}
