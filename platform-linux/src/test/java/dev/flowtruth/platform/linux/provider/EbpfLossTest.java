package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look mends after the ring was full. */
class EbpfLossTest {
  /** Three records each, of which a ring of 64 KiB takes some hundreds. */
  private static final int TOO_MANY = 2000;

  private static final String EXECUTES_WHEN_TOLD =
      """
      import os, threading
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.bind(('127.0.0.1', 0))
      s.set_inheritable(True)
      def go():
        sys.stdin.readline()
        os.execvp('sleep', ['sleep', '60'])
      threading.Thread(target=go, daemon=True).start()
      """;

  private final EbpfProvider provider = new EbpfProvider();

  @BeforeEach
  void needsBpf() {
    Support support = provider.support(Host.local());
    assumeTrue(support.usable(), "missing: linux-ebpf, " + support.missing());
  }

  @Test
  void anExecAmongWhatWasLostIsSeenByTheNextLook() throws Exception {
    Host smallRing = PretendedHost.with("FLOWTRUTH_BPF_RING", "64k");
    SourceOptions options = new SourceOptions(smallRing, false, false);
    try (Python child = Python.running(EXECUTES_WHEN_TOLD);
        SocketSource source = provider.open(options)) {
      assertThat(ownerOf(child, source.snapshot(Look.POLL).sockets())).startsWith("python");
      source.drainAll(event -> {});

      fillTheRing();
      child.tell("go");
      awaitSleep(child);
      List<SocketEvent> told = new ArrayList<>();
      while (told.stream().noneMatch(Lost.class::isInstance)) {
        source.drainAll(told::add);
        Thread.sleep(10);
      }

      assertThat(ownerOf(child, source.snapshot(Look.POLL).sockets())).isEqualTo("sleep");
    }
  }

  private static void fillTheRing() throws Exception {
    for (int i = 0; i < TOO_MANY; i++) {
      new DatagramSocket(0, InetAddress.getLoopbackAddress()).close();
    }
  }

  private static void awaitSleep(Python child) throws Exception {
    Path comm = Path.of("/proc/" + child.pid() + "/comm");
    while (!Files.readString(comm).strip().equals("sleep")) {
      Thread.sleep(5);
    }
  }

  private static String ownerOf(Python child, List<OpenSocket> sockets) {
    return sockets.stream()
        .flatMap(socket -> socket.ownership().owners().stream())
        .map(Owner::process)
        .filter(process -> process.pid() == child.pid())
        .map(process -> process.comm())
        .findFirst()
        .orElse("nobody");
  }
}
