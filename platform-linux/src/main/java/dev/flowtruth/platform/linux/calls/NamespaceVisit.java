package dev.flowtruth.platform.linux.calls;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something done inside another network namespace.
 *
 * <p>A thread's namespace decides where the sockets and the {@code /proc/net} files that it opens
 * belong; afterwards any thread may use them. Each visit has a thread of its own that ends with it,
 * so no thread that does anything else is ever in a wrong namespace, not even when a call fails.
 */
public final class NamespaceVisit {
  private static final String WHERE_WE_ARE = "/proc/thread-self/ns/net";

  private NamespaceVisit() {}

  /** What is done inside. */
  @FunctionalInterface
  public interface Job<T> {
    T run() throws SourceException;
  }

  /**
   * Does the job inside the namespace that the path leads to.
   *
   * @param path {@code /proc/PID/ns/net} or a bind mount of it
   * @param namespace inode number that the path is expected to lead to; pids are reused
   * @throws SourceException what the job threw, or the call that kept us out
   */
  public static <T> T to(String path, long namespace, Job<T> job) throws SourceException {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter(path, namespace);
              return job.run();
            });
    Thread visitor = new Thread(task, "flowtruth-namespace-" + namespace);
    visitor.setDaemon(true);
    visitor.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SourceException trouble) {
        throw trouble;
      }
      throw new SourceException("inside " + path + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted while inside " + path, e);
    }
  }

  private static void enter(String path, long namespace) throws SourceException {
    int fd = LibC.open(path, Sockets.O_RDONLY | Sockets.O_CLOEXEC);
    if (fd < 0) {
      throw CallException.last("open(" + path + ")");
    }
    try {
      if (LibC.setns(fd, Sockets.CLONE_NEWNET) < 0) {
        throw CallException.last("setns(" + path + ", CLONE_NEWNET)");
      }
    } finally {
      LibC.close(fd);
    }
    long found = new Machine().namespaceOf(WHERE_WE_ARE);
    if (found != namespace) {
      throw new SourceException(path + " leads to namespace " + found + " by now");
    }
  }
}
