package dev.flowtruth.workload;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A workload process that was started from here: a JVM of its own that runs {@link Main}. Closing
 * ends it in order. Not thread-safe.
 */
public final class WorkloadProcess implements AutoCloseable {
  private static final long END_SECONDS = 10;

  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;
  private final String greeting;

  private WorkloadProcess(List<String> words) throws IOException {
    process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    greeting = line();
  }

  /** A server on all addresses; returns once it listens. */
  public static WorkloadProcess server(Path truth, boolean withV6) throws IOException {
    return new WorkloadProcess(
        command(List.of("serve", "--truth", truth.toString(), "--v6", "" + withV6)));
  }

  /** A process that opens and closes single sockets on request, see {@link #ask}. */
  public static WorkloadProcess puppet() throws IOException {
    return new WorkloadProcess(command(List.of("puppet")));
  }

  /** Starts a client of a server and returns once all its sockets were closed. */
  public static void runClient(Path truth, String server4, String server6, String ports, Plan plan)
      throws IOException {
    try (WorkloadProcess client =
        new WorkloadProcess(clientCommand(truth, server4, server6, ports, plan))) {
      if (!client.greeting.startsWith("done")) {
        throw new IOException("the workload's client said '" + client.greeting + "'");
      }
    }
  }

  /** The line that starts a client, for whoever starts it in another way or place. */
  public static List<String> clientCommand(
      Path truth, String server4, String server6, String ports, Plan plan) {
    List<String> words = new ArrayList<>(List.of("client", "--truth", truth.toString()));
    words.addAll(List.of("--server4", server4, "--server6", server6, "--ports", ports));
    words.addAll(Arguments.of(plan));
    return command(words);
  }

  /** The line that starts {@link Main} with these arguments, in the JVM that runs us. */
  public static List<String> command(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    // A JVM's own warnings go to stdout, where answers are read.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:-PrintWarnings"));
    words.addAll(List.of("-cp", ownCode(), Main.class.getName()));
    words.addAll(arguments);
    return words;
  }

  private static String ownCode() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where the workload's classes are is unknown", e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The ports of a server, as {@link #runClient} takes them. */
  public String ports() {
    return greeting.substring("ready ".length());
  }

  /**
   * Has a puppet open or close a socket.
   *
   * @param command for example {@code tcp-listen 4 127.0.0.1}; all are listed at {@code Puppet}
   * @return what the puppet calls the socket, and its local port
   * @throws UncheckedIOException when it could not
   */
  public Reply ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String[] words = line().split(" ", 3);
      if (!words[0].equals("ok")) {
        throw new IOException("'" + command + "' " + String.join(" ", words));
      }
      return new Reply(words[1], Integer.parseInt(words[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A puppet's answer.
   *
   * @param socket what it calls the socket
   * @param localPort the port that it is bound to
   */
  public record Reply(String socket, int localPort) {}

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the workload process " + process.pid() + " ended without an answer");
    }
    return line;
  }

  /** Ends the process and waits for its truth to be on disk. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
