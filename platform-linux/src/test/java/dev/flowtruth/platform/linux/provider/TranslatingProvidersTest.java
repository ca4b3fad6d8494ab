package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import dev.flowtruth.testkit.NatLab;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever says that it sees address translations tells those of every namespace. */
class TranslatingProvidersTest {
  private static final String ONE_FLOW =
      """
      u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', %d))
      u.sendto(b'x', ('192.0.2.7', 53))
      """;

  private final List<SocketEvent> events = new ArrayList<>();

  static Stream<SocketProvider> providers() {
    return Stream.of(new EbpfProvider(), new NetlinkProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatARouterElsewhereTranslatesIsTold(SocketProvider provider) throws Exception {
    assumeSees(provider);
    try (NatLab lab = NatLab.build();
        Python before = client(lab, 7101);
        SocketSource source = provider.open(SourceOptions.defaults())) {
      assertThat(source.capabilities()).contains(Capability.TRANSLATIONS);
      List<Gap> gaps = source.snapshot(Look.FULL).gaps();
      assertThat(gaps).noneMatch(gap -> gap.what().contains("address translations"));
      assertThat(told(source, lab, 7101, true)).as("of %s", before.pid()).isTrue();
      try (Python since = client(lab, 7102)) {
        assertThat(told(source, lab, 7102, true)).as("of %s", since.pid()).isTrue();
      }
      lab.unplugWorld();
      assertThat(told(source, lab, 7101, false)).isTrue();
      assertThat(told(source, lab, 7102, false)).isTrue();
    }
    assertThat(events).noneMatch(SocketEvent.Lost.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aRouterThatComesLaterIsFound(SocketProvider provider) throws Exception {
    assumeSees(provider);
    try (SocketSource source = provider.open(SourceOptions.defaults())) {
      source.snapshot(Look.FULL);
      source.drain(events::add);
      try (NatLab lab = NatLab.build();
          Python client = client(lab, 7103)) {
        assertThat(told(source, lab, 7103, true)).as("of %s", client.pid()).isTrue();
      }
    }
  }

  private static void assumeSees(SocketProvider provider) {
    Support support = provider.support(SourceOptions.defaults().host());
    assumeTrue(
        support.usable() && support.sees().contains(Capability.TRANSLATIONS),
        "missing: " + support.missing());
  }

  private static Python client(NatLab lab, int port) throws Exception {
    return Python.running(ONE_FLOW.formatted(port), lab.inClient());
  }

  /** True as soon as the beginning or the end of what the client's port became was told. */
  private boolean told(SocketSource source, NatLab lab, int port, boolean present)
      throws Exception {
    long router = NatLab.number(lab.routerPath());
    Endpoint from = Endpoint.of(NatLab.CLIENT, port);
    long deadline = System.nanoTime() + 15_000_000_000L;
    while (System.nanoTime() < deadline) {
      for (SocketEvent event : events) {
        if (event instanceof TranslationChanged change
            && change.present() == present
            && change.translation().netns() == router
            && change.translation().originalSource().equals(from)) {
          return true;
        }
      }
      watch(source);
    }
    return false;
  }

  private void watch(SocketSource source) throws SourceException {
    if (source.wantsLook()) {
      source.snapshot(Look.POLL);
    }
    source.drain(events::add);
    LockSupport.parkNanos(10_000_000);
  }
}
