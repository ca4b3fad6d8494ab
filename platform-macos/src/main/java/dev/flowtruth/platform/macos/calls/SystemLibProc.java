package dev.flowtruth.platform.macos.calls;

import com.sun.jna.Native;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.layout.Libproc;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** libproc as libSystem has it. Thread-safe. */
public final class SystemLibProc implements LibProc {
  private SystemLibProc() {}

  /**
   * Loads libSystem.
   *
   * @throws SourceException when it is not there or lacks a call, or JNA cannot be used
   */
  public static LibProc load() throws SourceException {
    try {
      Libraries.system(); // a class whose initializer failed would stay so when a library comes
      Class.forName(LibSystem.class.getName(), true, LibSystem.class.getClassLoader());
      return new SystemLibProc();
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SourceException("libSystem cannot be loaded: " + firstLine(e), e);
    }
  }

  private static String firstLine(Throwable trouble) {
    Throwable cause = trouble.getCause() == null ? trouble : trouble.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public int pids(@Nullable ByteBuffer pids) {
    clearErrno();
    return result(LibSystem.proc_listpids(Libproc.PROC_ALL_PIDS, 0, pids, size(pids)));
  }

  @Override
  public int descriptors(int pid, @Nullable ByteBuffer descriptors) {
    return info(pid, Libproc.PROC_PIDLISTFDS, descriptors);
  }

  @Override
  public int socket(int pid, int fd, ByteBuffer info) {
    clearErrno();
    return result(
        LibSystem.proc_pidfdinfo(pid, fd, Libproc.PROC_PIDFDSOCKETINFO, info, info.capacity()));
  }

  @Override
  public int process(int pid, ByteBuffer info) {
    return info(pid, Libproc.PROC_PIDTBSDINFO, info);
  }

  @Override
  public int shortProcess(int pid, ByteBuffer info) {
    return info(pid, Libproc.PROC_PIDT_SHORTBSDINFO, info);
  }

  @Override
  public int path(int pid, ByteBuffer path) {
    clearErrno();
    return result(LibSystem.proc_pidpath(pid, path, path.capacity()));
  }

  private static int info(int pid, int flavor, @Nullable ByteBuffer buffer) {
    clearErrno();
    return result(LibSystem.proc_pidinfo(pid, flavor, 0, buffer, size(buffer)));
  }

  private static int size(@Nullable ByteBuffer buffer) {
    return buffer == null ? 0 : buffer.capacity();
  }

  /** A call that fills nothing leaves errno as it is, and so does JNA: it must be 0 before. */
  private static void clearErrno() {
    Native.setLastError(0);
  }

  private static int result(int filled) {
    return filled > 0 ? filled : -Native.getLastError();
  }
}
