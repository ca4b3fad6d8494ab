package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Asks once each from as many sockets; prints {@code id protocol port first last}. */
  private static final String CLIENT =
      """
      import socket, sys, time
      ip, tcp, udp, first, count, life = sys.argv[1], *map(int, sys.argv[2:])
      def told(id, protocol, s, began):
          print(id, protocol, s.getsockname()[1], began, time.time_ns())
      opened = []
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
      time.sleep(life / 1000)
      for one in opened: told(*one)
      for one in opened: one[2].close()
      """;

  /** Has every UDP port of a range and one more on the wildcard address, and a TCP listener. */
  private static final String OCCUPIER =
      """
      import resource, socket, sys
      low, high, udp, tcp = map(int, sys.argv[1:])
      resource.setrlimit(resource.RLIMIT_NOFILE, (high - low + 100,) * 2)
      held = []
      for port in [*range(low, high + 1), udp]:
          u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', port)); held.append(u)
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

  static Running occupier(String[] where, int low, int high, int udp, int tcp) throws IOException {
    return started(where, OCCUPIER, "" + low, "" + high, "" + udp, "" + tcp);
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

  /** Runs a client to its end; returns what it did by number. */
  static Map<Integer, Asked> client(
      String[] where, String ip, int tcp, int udp, int first, int count, int lifeMillis)
      throws IOException {
    String[] words = {ip, "" + tcp, "" + udp, "" + first, "" + count, "" + lifeMillis};
    Process process = begin(where, CLIENT, words);
    Map<Integer, Asked> asked = new HashMap<>();
    for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
      String[] cells = line.split(" ", -1);
      int protocol = Integer.parseInt(cells[1]);
      int port = Integer.parseInt(cells[2]);
      long began = Long.parseLong(cells[3]);
      long ended = Long.parseLong(cells[4]);
      asked.put(Integer.valueOf(cells[0]), new Asked(protocol, port, began, ended, process.pid()));
    }
    assertThat(asked).hasSize(count);
    return asked;
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
