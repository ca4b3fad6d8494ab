package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SocketOwnersTest {
  private static final Path PROC = Path.of("/proc");

  @Test
  void ownSocketIsHeldByThisProcess() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketOwners owners = new SocketOwners(PROC, true, false)) {
      long[] inodes = ownInodes();
      long start = System.nanoTime();
      owners.pass(inodes, inodes.length, Look.FULL);
      System.out.println("full " + (System.nanoTime() - start) + " calls " + owners.calls());
      assertThat(socket.getLocalPort()).isPositive();
      for (int i = 0; i < 2000; i++) {
        owners.pass(inodes, inodes.length, Look.POLL);
      }
      for (int i = 0; i < 5; i++) {
        long calls = owners.calls();
        start = System.nanoTime();
        owners.pass(inodes, inodes.length, Look.POLL);
        System.out.println(
            "poll " + (System.nanoTime() - start) + " calls " + (owners.calls() - calls));
      }
      for (long inode : inodes) {
        List<ProcessRef> holders = owners.holders(inode);
        System.out.println(holders);
        assertThat(holders).extracting(ProcessRef::pid).contains(ProcessHandle.current().pid());
      }
      System.out.println(owners.isBlind() + owners.trouble());
    }
  }

  private static long[] ownInodes() throws IOException {
    List<Long> inodes = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(PROC.resolve("self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (!Files.isSymbolicLink(descriptor)) {
          continue;
        }
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(Long.parseLong(target.substring(8, target.length() - 1)));
        }
      }
    }
    return inodes.stream().mapToLong(Long::longValue).toArray();
  }
}
