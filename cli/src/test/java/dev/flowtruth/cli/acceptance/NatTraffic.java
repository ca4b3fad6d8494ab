package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Processes that talk through a router. Each end writes down what it sees of each conversation, by
 * a number that is sent along: so both of its tuples are known, and who sat at which end.
 */
final class NatTraffic {
  /** Answers on a TCP and a UDP port until its input ends; prints {@code id ip port} of askers. */
  private static final String SERVER =
      """
      import socket, sys, threading
      ip, tcp, udp = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
      heard = []
      def serve(c, peer):
          for line in c.makefile():
              heard.append((line.strip(), *peer))
              c.sendall(line.encode())
      def accept(s):
          while True:
              threading.Thread(target=serve, args=s.accept(), daemon=True).start()
      def answer(u):
          while True:
              data, peer = u.recvfrom(100)
              heard.append((data.decode(), *peer))
              u.sendto(data, peer)
      s = socket.create_server((ip, tcp))
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind((ip, udp))
      threading.Thread(target=accept, args=(s,), daemon=True).start()
      threading.Thread(target=answer, args=(u,), daemon=True).start()
      print('ready', flush=True)
      sys.stdin.read()
      for one in heard: print(*one)
      """;

  /**
   * Asks once each from as many sockets; writes {@code id protocol port first last pid}. Those that
   * live no time are closed before the next one is opened.
   */
  private static final String CLIENT =
      """
      import os, socket, sys, time
      out, ip, tcp, udp, first, count, life = open(sys.argv[1], 'w'), sys.argv[2], *map(int, sys.argv[3:])
      opened = []
      def close():
          for id, protocol, s, began in opened:
              print(id, protocol, s.getsockname()[1], began, time.time_ns(), os.getpid(), file=out)
          for one in opened: one[2].close()
          opened.clear()
      for id in range(first, first + count):
          began = time.time_ns()
          if id % 3 == 0:
              s = socket.create_connection((ip, tcp)); s.sendall(b'%d\\n' % id)
          else:
              s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
              if id % 3 == 1: s.connect((ip, udp))
              else: s.bind(('', 0))
              s.sendto(b'%d' % id, (ip, udp)) if id % 3 == 2 else s.send(b'%d' % id)
          s.settimeout(5); s.recv(100)
          opened.append((id, 6 if id % 3 == 0 else 17, s, began))
          if not life: close()
      time.sleep(life / 1000)
      close()
      """;

  /**
   * Has every UDP port of a range and one more on the wildcard address, every other one of the
   * range connected to a peer; and a TCP listener. Says nothing to anybody.
   */
  private static final String OCCUPIER =
      """
      import resource, socket, sys
      peer, port, low, high, udp, tcp = sys.argv[1], *map(int, sys.argv[2:])
      resource.setrlimit(resource.RLIMIT_NOFILE, (high - low + 100,) * 2)
      held = []
      for own in [*range(low, high + 1), udp]:
          u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', own)); held.append(u)
          if own % 2 and own != udp: u.connect((peer, port))
      s = socket.create_server(('', tcp))
      print('ready', flush=True)
      sys.stdin.read()
      """;

  /** Passes TCP connections on, as docker-proxy does, and is called as it. */
  private static final String PROXY =
      """
      import socket, sys, threading
      port, to = int(sys.argv[6]), (sys.argv[8], int(sys.argv[10]))
      def pump(one, other):
          while True:
              data = one.recv(4096)
              if not data: break
              other.sendall(data)
          other.shutdown(socket.SHUT_WR)
      s = socket.create_server(('', port))
      print('ready', flush=True)
      def accept():
          while True:
              c, _ = s.accept(); i = socket.create_connection(to)
              for pair in ((c, i), (i, c)):
                  threading.Thread(target=pump, args=pair, daemon=True).start()
      threading.Thread(target=accept, daemon=True).start()
      sys.stdin.read()
      """;

  private NatTraffic() {}

  /** Where somebody was heard. */
  record Heard(String ip, int port) {}

  /**
   * What a client did with one socket.
   *
   * @param port its own
   * @param firstNanos wall-clock ns, just before it opened it
   * @param lastNanos just before it closed it
   */
  record Asked(int protocol, int port, long firstNanos, long lastNanos, long pid) {}

  /** A process that runs until it is closed. */
  record Running(Process process, BufferedReader out) implements AutoCloseable {
    long pid() {
      return process.pid();
    }

    /** Ends it and takes what it has heard, by number. */
    Map<Integer, Heard> heard() throws IOException {
      process.getOutputStream().close();
      Map<Integer, Heard> heard = new HashMap<>();
      for (String line : out.lines().toList()) {
        String[] words = line.split(" ", -1);
        Heard asker = new Heard(words[1], Integer.parseInt(words[2]));
        heard.put(Integer.valueOf(words[0]), asker);
      }
      return heard;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  static Running server(String[] where, String ip, int tcp, int udp) throws IOException {
    return started(where, SERVER, ip, "" + tcp, "" + udp);
  }

  static Running occupier(
      String[] where, String peer, int port, int low, int high, int udp, int tcp)
      throws IOException {
    return started(where, OCCUPIER, peer, "" + port, "" + low, "" + high, "" + udp, "" + tcp);
  }

  /** A copy of Python that is called docker-proxy, with Docker's arguments behind its own. */
  static Running proxy(String[] where, Path directory, int port, String ip, int innerPort)
      throws IOException {
    String find = "import os, sys; print(os.path.realpath(sys.executable))";
    String python = Shell.run(List.of("python3", "-c", find)).expect(0).out().strip();
    Path program = Files.copy(Path.of(python), directory.resolve("docker-proxy"));
    List<String> command = new ArrayList<>(List.of(where));
    command.addAll(List.of(program.toString(), "-c", PROXY));
    command.addAll(List.of("-proto", "tcp", "-host-ip", "0.0.0.0", "-host-port", "" + port));
    command.addAll(List.of("-container-ip", ip, "-container-port", "" + innerPort));
    return awaited(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  private static Running started(String[] where, String script, String... arguments)
      throws IOException {
    return awaited(begin(where, script, arguments));
  }

  private static Running awaited(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("ready");
    return new Running(process, out);
  }

  /**
   * Whom a client asks.
   *
   * @param first number of the first question
   * @param lifeMillis how long all its sockets live; 0 for no longer than the answer takes
   */
  record Errand(String[] where, String ip, int tcp, int udp, int first, int count, int lifeMillis) {

    /** The words that run it; what it did goes to a file of the directory. */
    List<String> command(Path directory) throws IOException {
      Path script = Files.writeString(directory.resolve("client.py"), CLIENT);
      List<String> words = new ArrayList<>(List.of(where));
      words.addAll(List.of("python3", script.toString(), out(directory).toString(), ip));
      words.addAll(List.of("" + tcp, "" + udp, "" + first, "" + count, "" + lifeMillis));
      return words;
    }

    private Path out(Path directory) {
      return directory.resolve("client-" + first + ".txt");
    }

    /** What it did, by number, once it has ended. */
    Map<Integer, Asked> asked(Path directory) throws IOException {
      Map<Integer, Asked> asked = new HashMap<>();
      for (String line : Files.readAllLines(out(directory))) {
        long[] cells = Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        Asked one = new Asked((int) cells[1], (int) cells[2], cells[3], cells[4], cells[5]);
        asked.put((int) cells[0], one);
      }
      assertThat(asked).hasSize(count);
      return asked;
    }
  }

  /** {@code ip netns exec} runs what it runs in its own process, so the pid is the script's. */
  private static Process begin(String[] where, String script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(where));
    command.addAll(List.of("python3", "-c", script));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }
}
