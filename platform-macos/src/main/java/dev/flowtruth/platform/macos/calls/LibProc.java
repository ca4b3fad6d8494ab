package dev.flowtruth.platform.macos.calls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What libproc is asked; an interface, so that tests have their own answers.
 *
 * <p>Every call returns the bytes that it filled, an errno negated when it was refused, and 0 when
 * it filled nothing and named no error. The two lists return, without a buffer, about how many
 * bytes they need; with one that is too small they are cut off in silence.
 */
public interface LibProc {
  /** All process ids: {@code proc_listpids(PROC_ALL_PIDS)}. */
  int pids(@Nullable ByteBuffer pids);

  /** The descriptors of a process: {@code proc_pidinfo(PROC_PIDLISTFDS)}. */
  int descriptors(int pid, @Nullable ByteBuffer descriptors);

  /** A socket behind a descriptor: {@code proc_pidfdinfo(PROC_PIDFDSOCKETINFO)}. */
  int socket(int pid, int fd, ByteBuffer info);

  /** A process: {@code proc_pidinfo(PROC_PIDTBSDINFO)}. */
  int process(int pid, ByteBuffer info);

  /** A process in short, for which no rights are needed: PROC_PIDT_SHORTBSDINFO. */
  int shortProcess(int pid, ByteBuffer info);

  /** The path of a process's executable, without a NUL: {@code proc_pidpath}. */
  int path(int pid, ByteBuffer path);
}
