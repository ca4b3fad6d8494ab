package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.spi.SocketSource.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pass costs over many sockets whose holders are known; counted in system calls. */
class SteadyStateCostTest {
  private static final int HOLDERS = Integer.getInteger("flowtruth.test.holders", 2);
  private static final int SOCKETS = Integer.getInteger("flowtruth.test.sockets", 900);
  private static final int IDLE = Integer.getInteger("flowtruth.test.idle", 20);

  @Test
  void passOverKnownSocketsReadsOnlyAShareOfThem() {
    List<Script> children = new ArrayList<>();
    try (SocketOwners owners = new SocketOwners(Path.of("/proc"), false, false)) {
      List<Long> inodes = new ArrayList<>();
      for (int i = 0; i < HOLDERS; i++) {
        Script holder =
            Script.python(
                "import resource\n"
                    + "most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
                    + "resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))\n"
                    + "held = [udp() for i in range(%d)]\n".formatted(SOCKETS)
                    + "say(*[inode(s) for s in held]); wait()");
        children.add(holder);
        inodes.addAll(holder.hear());
      }
      for (int i = 0; i < IDLE; i++) {
        children.add(Script.start("sleep", "100"));
      }
      long[] all = inodes.stream().mapToLong(Long::longValue).toArray();
      report("first", owners, all, Look.FULL, 1);
      report("young", owners, all, Look.POLL, 300);
      long until = System.nanoTime() + 2_100_000_000L;
      while (System.nanoTime() < until) {
        owners.pass(all, all.length, Look.POLL);
      }
      long calls = report("steady", owners, all, Look.POLL, 300);
      report("full", owners, all, Look.FULL, 10);
      assertThat(inodes).allSatisfy(inode -> assertThat(owners.holders(inode)).hasSize(1));
      assertThat(calls).isLessThan(all.length);
    } finally {
      children.forEach(Script::close);
    }
  }

  private static long report(String phase, SocketOwners owners, long[] all, Look look, int passes) {
    long before = owners.calls();
    long start = cpuNanos();
    long most = 0;
    for (int i = 0; i < passes; i++) {
      long begin = cpuNanos();
      owners.pass(all, all.length, look);
      most = Math.max(most, cpuNanos() - begin);
    }
    long calls = (owners.calls() - before) / passes;
    System.out.printf(
        "%s: %d sockets, %d calls and %d us CPU a pass, at most %d us%n",
        phase, all.length, calls, (cpuNanos() - start) / passes / 1000, most / 1000);
    return calls;
  }

  /** Time that this thread has run. */
  private static long cpuNanos() {
    try {
      String times = Files.readString(Path.of("/proc/thread-self/schedstat"));
      return Long.parseLong(times.substring(0, times.indexOf(' ')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
