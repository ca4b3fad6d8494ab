package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import dev.flowtruth.platform.linux.calls.KernelText;
import dev.flowtruth.platform.linux.calls.NamespaceVisit;
import dev.flowtruth.testkit.NatLab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A router that translates, traffic through it, and what a stream tells of that. */
abstract class TranslatedTraffic {
  static final int LARGE = 32 << 20;

  NatLab lab;
  final List<Python> running = new ArrayList<>();
  final List<SocketEvent> events = new ArrayList<>();
  TranslationStream stream;

  @BeforeEach
  void build() {
    lab = NatLab.build();
  }

  @AfterEach
  void close() throws Exception {
    for (Python one : running) {
      one.close();
    }
    if (stream != null) {
      stream.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  static TranslationStream open(Path namespace, int receiveBuffer) throws Exception {
    long netns = NatLab.number(namespace);
    return NamespaceVisit.to(
        namespace.toString(),
        netns,
        () -> TranslationStream.open(netns, new NetlinkDump(), receiveBuffer));
  }

  void inRouter(long netns, NamespaceVisit.Job<Boolean> job) throws SourceException {
    NamespaceVisit.to(lab.routerPath().toString(), netns, job);
  }

  void drain() throws SourceException {
    stream.drain(events::add);
  }

  boolean drainedUntil(boolean isThere) {
    if (!isThere) {
      try {
        stream.drain(events::add);
      } catch (SourceException e) {
        throw new AssertionError(e);
      }
    }
    return isThere;
  }

  List<TranslationChanged> translations(boolean present) {
    return events.stream()
        .filter(TranslationChanged.class::isInstance)
        .map(TranslationChanged.class::cast)
        .filter(event -> event.present() == present)
        .toList();
  }

  @Nullable TranslationChanged toldEndOf(int port) {
    return translations(false).stream()
        .filter(end -> end.translation().originalSource().port() == port)
        .findFirst()
        .orElse(null);
  }

  static Offset<Long> within1Second() {
    return Offset.offset(1_000_000_000L);
  }

  static void assertMasqueraded(
      Translation nat, String source, int port, String destination, String outside) {
    assertThat(nat.originalSource()).isEqualTo(Endpoint.of(source, port));
    assertThat(nat.originalDestination()).isEqualTo(Endpoint.of(destination, 53));
    assertThat(nat.replySource()).isEqualTo(nat.originalDestination());
    assertThat(nat.replyDestination().address()).isEqualTo(Endpoint.of(outside, 1).address());
    assertThat(nat.replyDestination().port()).isBetween(20000, 20999);
  }

  void clientSends(String to, int port) throws Exception {
    send("AF_INET", to, 53, port, lab.inClient());
  }

  void clientSends6(int port) throws Exception {
    send("AF_INET6", NatLab.WORLD_V6, 53, port, lab.inClient());
  }

  void worldSends(int toPort, int port) throws Exception {
    send("AF_INET", NatLab.ROUTER, toPort, port, lab.inWorld());
  }

  void send(String family, String to, int toPort, int port, String[] where) throws Exception {
    String script =
        """
        u = socket.socket(socket.%s, socket.SOCK_DGRAM); u.bind(('', %d))
        u.sendto(b'x', ('%s', %d))
        """;
    running.add(Python.running(script.formatted(family, port, to, toPort), where));
  }

  void clientSendsMany(int count) throws Exception {
    String script =
        """
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', 7100))
        for port in range(1, %d + 1): u.sendto(b'x', ('192.0.2.7', port))
        """;
    running.add(Python.running(script.formatted(count), lab.inClient()));
  }

  /** An echo request with the id 77; its checksum is that of these eight bytes. */
  void ping() throws Exception {
    String script =
        """
        s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
        s.sendto(bytes([8, 0, 0xf7, 0xb1, 0, 77, 0, 1]), ('192.0.2.7', 0))
        """;
    running.add(Python.running(script, lab.inClient()));
  }

  static String trackedIn(Path namespace) throws Exception {
    return NamespaceVisit.to(
        namespace.toString(),
        NatLab.number(namespace),
        () -> {
          String path = "/proc/sys/net/netfilter/nf_conntrack_count";
          try (KernelText file = KernelText.openNumber(path)) {
            return java.nio.charset.StandardCharsets.US_ASCII
                .decode(file.read())
                .toString()
                .strip();
          }
        });
  }

  static boolean within(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(20_000_000);
    }
    return true;
  }
}
