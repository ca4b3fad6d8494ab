package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import dev.flowtruth.platform.linux.calls.NamespaceVisit;
import dev.flowtruth.testkit.NatLab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real router's translations, once it may not be entered any more. */
class OutsideTranslationsTest {
  private static final ProcessId WITNESS = new ProcessId(4711, 1);

  private final List<SocketEvent> events = new ArrayList<>();
  private final List<Python> running = new ArrayList<>();
  private final AtomicBoolean isAlive = new AtomicBoolean(true);
  private final OutsideTranslations outside =
      new OutsideTranslations(process -> process.equals(WITNESS) && isAlive.get());
  private NatLab lab;

  @BeforeEach
  void build() {
    lab = NatLab.build();
  }

  @AfterEach
  void close() throws Exception {
    outside.close();
    for (Python one : running) {
      one.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void theyAreToldAsLongAsAKnownProcessLivesThere() throws Exception {
    keepRouter(null);
    outside.learn(NatLab.number(lab.routerPath()), WITNESS);
    letAWhilePass();
    clientSends(7201);
    letAWhilePass();
    assertThat(translations()).hasSize(1);
    assertThat(gaps()).isEmpty();
    isAlive.set(false);
    letAWhilePass();
    clientSends(7202);
    letAWhilePass();
    assertThat(translations()).as("after its process has ended").hasSize(1);
    assertThat(gaps()).hasSize(1);
    outside.finish(events::add);
    assertThat(translations()).as("with its end").hasSize(2);
  }

  @Test
  void andAsLongAsAFileIsBoundToTheNamespace() throws Exception {
    keepRouter(lab.routerPath());
    letAWhilePass();
    clientSends(7203);
    letAWhilePass();
    assertThat(translations()).hasSize(1);
    assertThat(gaps()).isEmpty();
  }

  private void keepRouter(@Nullable Path binding) throws Exception {
    long netns = NatLab.number(lab.routerPath());
    TranslationStream stream =
        NamespaceVisit.to(
            lab.routerPath().toString(),
            netns,
            () -> TranslationStream.open(netns, new NetlinkDump(), 1 << 20));
    stream.confine(events::add);
    outside.keep(netns, stream, binding);
  }

  private void clientSends(int port) throws Exception {
    String script =
        """
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(('', %d))
        u.sendto(b'x', ('192.0.2.7', 53))
        """;
    running.add(Python.running(script.formatted(port), lab.inClient()));
  }

  /** Longer than what is between two looks for the witness. */
  private void letAWhilePass() throws Exception {
    for (int i = 0; i < 60; i++) {
      outside.drain(events::add);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private List<SocketEvent> translations() {
    return events.stream().filter(TranslationChanged.class::isInstance).toList();
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    outside.addGaps(gaps);
    return gaps;
  }
}
