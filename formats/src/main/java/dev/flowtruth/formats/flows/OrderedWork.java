package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Labels blocks on several threads and writes them in the order in which they came. It holds no
 * more blocks than keep the threads busy; its threads start with the first block. All methods are
 * for one thread.
 */
final class OrderedWork implements AutoCloseable {
  private final BlockLabeller work;
  private final LabelOutput output;
  private final int threads;
  private final Queue<Future<BlockLabeller.Result>> running = new ArrayDeque<>();
  private final ArrayDeque<Block> empty = new ArrayDeque<>();
  private @Nullable ExecutorService workers;

  OrderedWork(BlockLabeller work, LabelOutput output, int threads) {
    this.work = work;
    this.output = output;
    this.threads = threads;
  }

  Block emptyBlock() {
    Block block = empty.poll();
    return block == null ? new Block() : block;
  }

  void reuse(Block block) {
    empty.push(block);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /** Hands a block to the workers; waits for the oldest one when they have enough to do. */
  void submit(Block block, long line) throws IOException {
    if (workers == null) {
      workers = Executors.newFixedThreadPool(threads, OrderedWork::thread);
    }
    running.add(workers.submit(() -> work.label(block, line)));
    if (running.size() > threads + 1) {
      finishOldest();
    }
  }

  /** Waits for all. */
  void finish() throws IOException {
    while (!running.isEmpty()) {
      finishOldest();
    }
  }

  private void finishOldest() throws IOException {
    try {
      reuse(output.write(running.remove().get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while labelling");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "flowtruth-label");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
  }
}
