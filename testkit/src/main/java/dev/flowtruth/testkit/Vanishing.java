package dev.flowtruth.testkit;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Starts processes that end at once, one after the other, until it is closed. */
final class Vanishing implements AutoCloseable {
  private final AtomicLong count = new AtomicLong();
  private final Thread thread = new Thread(this::run, "vanishing");
  private volatile boolean stopped;

  Vanishing() {
    thread.start();
    while (thread.isAlive() && count.get() == 0) {
      Thread.onSpinWait();
    }
  }

  long count() {
    return count.get();
  }

  private void run() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    String[] command = windows ? new String[] {"cmd", "/c", "exit"} : new String[] {"true"};
    try {
      while (!stopped) {
        new ProcessBuilder(command).start().waitFor();
        count.incrementAndGet();
      }
    } catch (IOException | InterruptedException e) {
      System.getLogger(Vanishing.class.getName()).log(System.Logger.Level.WARNING, "ended", e);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
