package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes that hold, share, pass and close real sockets. */
class SocketOwnersTest {
  private final SocketOwners owners = new SocketOwners(Path.of("/proc"), false, false);

  @AfterEach
  void closeOwners() {
    owners.close();
  }

  @Test
  void theSameListComesAgainWhileNothingChanged() {
    try (Script child = Script.python("s = udp(); say(inode(s)); wait()")) {
      long inode = child.hear().get(0);
      poll(inode);
      List<ProcessRef> first = owners.holders(inode);
      poll(inode);
      assertThat(first).hasSize(1);
      assertThat(owners.holders(inode)).isSameAs(first);
    }
  }

  @Test
  void processesThatForkedAfterwardsHoldTheSocketToo() {
    try (Script parent =
        Script.python(
            """
            s = udp(); say(inode(s)); wait()
            children = []
            for i in range(3):
                child = os.fork()
                if child == 0: linger()
                children.append(child)
            say(*children); linger()
            """)) {
      long inode = parent.hear().get(0);
      poll(inode);
      assertThat(pids(inode)).containsExactly(parent.pid());
      parent.goOn();
      List<Long> children = parent.hear();
      poll(inode);
      assertThat(pids(inode)).contains(parent.pid()).containsAll(children).hasSize(4);
    }
  }

  @Test
  void receiverOfPassedDescriptorIsFoundAndSenderLeavesWhenItCloses() {
    try (Script sender =
        Script.python(
            """
            here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            child = os.fork()
            if child == 0:
                here.close(); there.sendall(b'r')
                data, passed, flags, who = there.recvmsg(1, 100)
                there.sendall(b'x')
                linger()
            here.recv(1); s = udp(); say(inode(s)); wait()
            here.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS,
                                   array.array('i', [s.fileno()]))])
            here.recv(1); say(child); wait()
            s.close(); say(0); linger()
            """)) {
      long inode = sender.hear().get(0);
      poll(inode);
      assertThat(pids(inode)).containsExactly(sender.pid());
      sender.goOn();
      long receiver = sender.hear().get(0);
      poll(inode);
      assertThat(pids(inode)).containsExactly(sender.pid(), receiver);
      sender.goOn();
      sender.hear();
      poll(inode);
      assertThat(pids(inode)).containsExactly(receiver);
    }
  }

  @Test
  void closedSocketAndEndedProcessHaveNoHolders() {
    try (Script child =
            Script.python("s = udp(); say(inode(s)); wait(); s.close(); say(0); wait()");
        Script ending = Script.python("s = udp(); say(inode(s)); wait()")) {
      long closed = child.hear().get(0);
      long ended = ending.hear().get(0);
      poll(closed, ended);
      assertThat(owners.holders(closed)).hasSize(1);
      child.goOn();
      child.hear();
      ending.close();
      poll(closed, ended);
      assertThat(owners.holders(closed)).isEmpty();
      assertThat(owners.holders(ended)).isEmpty();
    }
  }

  @Test
  void execInTheMiddleChangesTheImageButNotTheIdentity() {
    try (Script child =
        Script.python(
            """
            s = udp(); os.set_inheritable(s.fileno(), True); say(inode(s)); wait()
            os.execvp('sleep', ['sleep', '60'])
            """)) {
      long inode = child.hear().get(0);
      poll(inode);
      List<ProcessRef> before = owners.holders(inode);
      child.goOn();
      awaitComm(child.pid(), "sleep");
      poll(inode);
      List<ProcessRef> after = owners.holders(inode);
      assertThat(after).isNotSameAs(before).hasSize(1);
      assertThat(after.get(0).id()).isEqualTo(before.get(0).id());
      assertThat(before.get(0).name()).startsWith("python");
      assertThat(after.get(0).comm()).isEqualTo("sleep");
    }
  }

  @Test
  void socketOpenedWithTheNumberOfAClosedOneIsFoundByTheNextPass() {
    try (Script child =
        Script.python(
            """
            s = udp(); say(inode(s))
            while wait():
                number = s.fileno(); s.close()
                t = udp(); s = t
                assert s.fileno() == number
                say(inode(s))
            """)) {
      long inode = child.hear().get(0);
      for (int i = 0; i < 20; i++) {
        poll(inode);
        assertThat(pids(inode)).containsExactly(child.pid());
        child.goOn();
        inode = child.hear().get(0);
      }
    }
  }

  @Test
  void lastReadingOfAYoungSocketIsOfThisPass() {
    try (Script child = Script.python("s = udp(); say(inode(s)); wait()")) {
      long inode = child.hear().get(0);
      poll(inode);
      ProcessId holder = owners.holders(inode).get(0).id();
      long before = System.nanoTime();
      poll(inode);
      assertThat(owners.lastReadNanos(inode, holder)).isBetween(before, System.nanoTime());
      ProcessId other = new ProcessId(holder.pid(), holder.startId() + 1);
      assertThat(owners.lastReadNanos(inode, other)).isEqualTo(Long.MIN_VALUE);
    }
  }

  @Test
  void socketOfAProcessWhoseFirstThreadEndedHasItsHolder() {
    try (Script child =
        Script.python(
            """
            import ctypes, threading
            s = udp()
            def live(): time.sleep(0.3); say(inode(s)); linger()
            threading.Thread(target=live).start()
            ctypes.CDLL(None).pthread_exit(None)
            """)) {
      long inode = child.hear().get(0);
      poll(inode);
      assertThat(pids(inode)).containsExactly(child.pid());
    }
  }

  @Test
  void vanishingProcessesAreCountedAndNeverAnError() {
    try (Script storm =
        Script.python(
            """
            end = time.time() + 2
            while time.time() < end:
                if os.fork() == 0:
                    s = udp(); os._exit(0)
                time.sleep(0.002)
                os.waitpid(-1, os.WNOHANG)
            say(0)
            """)) {
      long end = System.nanoTime() + 1_800_000_000L;
      long passes = 0;
      long vanished = 0;
      while (System.nanoTime() < end) {
        poll(1);
        passes++;
        vanished += owners.vanished();
      }
      System.out.println(passes + " passes, " + vanished + " processes vanished");
      assertThat(storm.hear()).containsExactly(0L);
      assertThat(owners.trouble()).isEmpty();
    }
  }

  @Test
  void passesLeaveNoDescriptorOpen() throws IOException {
    poll(1);
    long before = openDescriptors();
    for (int i = 0; i < 50; i++) {
      owners.pass(new long[] {1}, 1, i % 2 == 0 ? Look.POLL : Look.FULL);
    }
    try (SocketOwners others = new SocketOwners(Path.of("/proc"), true, true)) {
      others.pass(new long[0], 0, Look.FULL);
    }
    assertThat(openDescriptors()).isEqualTo(before);
  }

  private void poll(long... inodes) {
    owners.pass(inodes, inodes.length, Look.POLL);
  }

  private List<Long> pids(long inode) {
    return owners.holders(inode).stream().map(ProcessRef::pid).toList();
  }

  private static long openDescriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static void awaitComm(long pid, String comm) {
    try {
      Path file = Path.of("/proc/" + pid + "/comm");
      while (!Files.readString(file).equals(comm + "\n")) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
