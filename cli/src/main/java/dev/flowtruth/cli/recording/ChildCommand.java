package dev.flowtruth.cli.recording;

import dev.flowtruth.cli.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command that is recorded: started when all is ready, given the signals that we get, and asked
 * for its exit code. Shares our standard streams.
 */
final class ChildCommand {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final long KILL_SECONDS = 5;
  private static final Map<String, Integer> CODE_OF_SIGNAL =
      Map.of("HUP", 129, "INT", 130, "TERM", 143);

  private final List<String> words;
  private final Console console;
  private @Nullable Process process;
  private int codeWithoutProcess;
  private boolean cancelled;

  ChildCommand(List<String> words, Console console) {
    this.words = List.copyOf(words);
    this.console = console;
  }

  /** Starts it, and calls back when it has ended or could not be started. */
  synchronized void start(Runnable onEnd) {
    if (cancelled) {
      return;
    }
    try {
      Process started = new ProcessBuilder(words).inheritIO().start();
      process = started;
      var unused = started.onExit().thenRun(onEnd);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      codeWithoutProcess = message.contains("error=2,") ? NOT_FOUND : NOT_EXECUTABLE;
      console.error("can't run '" + words.get(0) + "': " + reason(message));
      onEnd.run();
    }
  }

  /**
   * Passes a signal on ({@code INT}, {@code TERM}, {@code HUP}). One that comes before the start
   * cancels it.
   *
   * @return false when there is no command that could get it, now or later
   */
  synchronized boolean signal(String name) {
    Process running = process;
    if (running == null) {
      cancelled = true;
      codeWithoutProcess = Math.max(codeWithoutProcess, CODE_OF_SIGNAL.getOrDefault(name, 1));
      return false;
    }
    // A terminal has sent its Ctrl-C to the whole group already; twice means "at once" to many.
    if (!name.equals("INT") || !console.isInteractive()) {
      kill(name, running);
    }
    return true;
  }

  private static void kill(String signal, Process running) {
    try {
      String kill = "kill -s " + signal + " " + running.pid();
      new ProcessBuilder("sh", "-c", kill).start().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      running.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its exit code, 128 + n after signal n, 126 or 127 when it could not be run. Waits for it. */
  int exitCode() throws InterruptedException {
    Process started;
    synchronized (this) {
      started = process;
    }
    return started == null ? codeWithoutProcess : started.waitFor();
  }

  /** True when it was started. */
  synchronized boolean isStarted() {
    return process != null;
  }

  /** The JDK says {@code error=13, Permission denied} behind the path. */
  private static String reason(String message) {
    int error = message.indexOf("error=");
    int comma = message.indexOf(", ", Math.max(error, 0));
    String reason = error < 0 || comma < 0 ? message : message.substring(comma + 2);
    Map<String, String> known = Map.of("no such file or directory", "there is no such command");
    return known.getOrDefault(reason.toLowerCase(Locale.ROOT), reason);
  }
}
