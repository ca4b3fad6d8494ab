package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Real processes that get a socket and close another descriptor between two looks: their number of
 * descriptors is the same at both. Time goes on by 100 ms from look to look.
 */
class ReceiversTest {
  private static final long PERIOD_NANOS = 100_000_000L;

  /** What the child does on each line: it closes one descriptor and takes or gives a socket. */
  private static final String TWO_PROCESSES =
      """
      here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
      spare = [open('/dev/null') for i in range(9)]
      def give(s):
          here.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS,
                                 array.array('i', [s.fileno()]))])
          here.recv(1)
      child = os.fork()
      if child == 0:
          here.close()
          while True:
              if not there.recvmsg(1, 100)[0]: os._exit(0)
              spare.pop().close(); there.sendall(b'x')
      there.close()
      """;

  private long nanos = 1;
  private final SocketOwners owners =
      new SocketOwners(Path.of("/proc"), false, false, () -> nanos++);

  @AfterEach
  void closeOwners() {
    owners.close();
  }

  @Test
  void whoWasThereAtTheFirstLookAndIsPassedASocketIsFoundAtTheNext() {
    try (Script script =
        Script.python(
            TWO_PROCESSES + "s = udp(); say(inode(s), child); wait(); give(s); say(0); linger()")) {
      List<Long> said = script.hear();
      look(said.get(0));
      goOn(script);
      look(said.get(0));
      assertThat(pids(said.get(0))).containsExactly(script.pid(), said.get(1));
    }
  }

  @Test
  void whoGotASocketAndIsPassedAnotherIsFoundAtTheNextLook() {
    try (Script script =
        Script.python(
            TWO_PROCESSES
                + """
                s = udp(); t = udp(); say(inode(s), inode(t), child); wait()
                give(s); say(0); wait()
                give(t); say(0); linger()
                """)) {
      List<Long> said = script.hear();
      looks(10, said.get(0), said.get(1));
      goOn(script);
      looks(15, said.get(0), said.get(1));
      assertThat(pids(said.get(0))).containsExactly(script.pid(), said.get(2));
      goOn(script);
      look(said.get(0), said.get(1));
      assertThat(pids(said.get(1))).containsExactly(script.pid(), said.get(2));
    }
  }

  @Test
  void whoIsPassedASocketThatTheOtherKeepsIsFoundWithinASecond() {
    try (Script script =
        Script.python(
            TWO_PROCESSES + "s = udp(); say(inode(s), child); wait(); give(s); say(0); linger()")) {
      List<Long> said = script.hear();
      looks(30, said.get(0)); // neither is new any more, nor did it bring anything lately
      goOn(script);
      looks(11, said.get(0));
      assertThat(pids(said.get(0))).containsExactly(script.pid(), said.get(1));
    }
  }

  @Test
  void whoIsPassedASocketThatTheOtherClosesIsFoundAtTheNextLook() {
    try (Script script =
        Script.python(
            TWO_PROCESSES
                + "s = udp(); say(inode(s), child); wait(); give(s); s.close(); say(0); linger()")) {
      List<Long> said = script.hear();
      looks(30, said.get(0));
      goOn(script);
      look(said.get(0));
      assertThat(pids(said.get(0))).containsExactly(said.get(1));
    }
  }

  @Test
  void whoAcceptsAConnectionAndClosesAnotherDescriptorIsFoundAtTheNextLook() {
    try (Script server =
        Script.python(
            """
            spare = open('/dev/null'); c = socket.socket()
            s = socket.create_server(('127.0.0.1', 0)); say(inode(s)); wait()
            c.connect(s.getsockname()); a, peer = s.accept(); spare.close(); say(inode(a))
            linger()
            """)) {
      long listening = server.hear().get(0);
      looks(30, listening);
      try (Script crowd =
          Script.python(
              "held = [udp() for i in range(80)]; say(*[inode(s) for s in held]); linger()")) {
        long[] later = crowd.hear().stream().mapToLong(Long::longValue).toArray();
        look(later); // it is they who brought sockets lately
        server.goOn();
        long accepted = server.hear().get(0);
        look(listening, accepted);
        assertThat(pids(accepted)).containsExactly(server.pid());
      }
    }
  }

  private void goOn(Script script) {
    script.goOn();
    script.hear();
  }

  private void looks(int count, long... inodes) {
    for (int i = 0; i < count; i++) {
      look(inodes);
    }
  }

  private void look(long... inodes) {
    nanos += PERIOD_NANOS;
    owners.pass(inodes, inodes.length, Look.POLL);
  }

  private List<Long> pids(long inode) {
    return owners.holders(inode).stream().map(ProcessRef::pid).toList();
  }
}
