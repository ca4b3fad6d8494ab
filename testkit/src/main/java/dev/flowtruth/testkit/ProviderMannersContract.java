package dev.flowtruth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.workload.WorkloadProcess.Reply;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a provider says of itself, and how it behaves: declared capabilities are true, refusals have
 * a cause, and nothing leaks. Subclassed like {@link SocketProviderContract}.
 */
public abstract class ProviderMannersContract extends ContractStage {
  /** {@code -Dflowtruth.contract.looks=10000} is the whole claim, and takes its time. */
  private static final int MANY = Integer.getInteger("flowtruth.contract.looks", 500);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** For subclasses. */
  protected ProviderMannersContract() {}

  @Test
  void isFoundByItsIdThroughServiceLoader() {
    Providers found = Providers.load(provider().getClass().getClassLoader());

    assertThat(found.byId(provider().id())).as(found.refusals().toString()).isPresent();
  }

  @Test
  void sourceSeesWhatWasPromisedBeforeItWasOpened() {
    Support support = provider().support(host());

    assertThat(source().capabilities()).isEqualTo(support.sees());
    assertThat(support.sees()).contains(Capability.TCP);
  }

  @Test
  void whatIsMissingHasACauseAndIsNotDeclared() {
    Support support = provider().support(host());

    assertThat(support.missing())
        .allSatisfy(missing -> assertThat(missing.cause()).isNotBlank())
        .extracting(Missing::capability)
        .doesNotContainAnyElementsOf(support.sees());
  }

  @Test
  void everyCapabilityIsDeclaredOrMissingForACause() {
    Support support = provider().support(host());
    List<Capability> explained =
        Stream.concat(
                support.sees().stream(),
                support.missing().stream().flatMap(m -> Stream.ofNullable(m.capability())))
            .toList();

    assertThat(explained).as("declared, or missing with a cause").contains(rightDependent());
  }

  /** What depends on rights: an answer to whether it is seen here must never be left out. */
  private static Capability[] rightDependent() {
    return new Capability[] {Capability.OTHER_USERS, Capability.OTHER_NAMESPACES};
  }

  @Test
  void anotherOperatingSystemIsRefusedWithACause() {
    assumeTrue(provider().os() != Os.OTHER, "it runs on every operating system");
    Os other = provider().os() == Os.LINUX ? Os.WINDOWS : Os.LINUX;
    Support support = provider().support(Host.assuming(other));

    assertThat(support.usable()).isFalse();
    assertThat(support.missing()).hasSize(1);
    assertThat(support.missing().get(0).cause()).isNotBlank();
  }

  @Test
  void endOfASocketThatNoLookSawIsToldWhereDeclared() throws SourceException {
    needs(Capability.DESTROY_EVENTS);
    EventRecorder events = new EventRecorder();
    source().drain(new EventRecorder()::onEvent);
    Reply udp = open(first(), "udp-bind 4 127.0.0.1");
    close(first(), udp);

    drainUntil(events, () -> tellsEndOf(udp, events));

    assertThat(tellsEndOf(udp, events)).as(events.toString()).isTrue();
  }

  private static boolean tellsEndOf(Reply udp, EventRecorder events) {
    return events.events(SocketEvent.Closed.class).stream()
        .map(SocketEvent.Closed::socket)
        .anyMatch(
            socket ->
                socket.protocol().equals(Protocol.UDP) && socket.local().port() == udp.localPort());
  }

  /** A kernel may send its messages a while after the fact. */
  private void drainUntil(EventRecorder events, BooleanSupplier isDone) throws SourceException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      source().drain(events::onEvent);
    } while (!isDone.getAsBoolean() && System.nanoTime() < deadline);
  }

  @Test
  void drainOfASourceWithoutEventsSaysSo() throws SourceException {
    boolean events =
        source().capabilities().contains(Capability.EVENTS)
            || source().capabilities().contains(Capability.DESTROY_EVENTS);
    long again = source().drain(event -> {});

    assertThat(again == SocketSource.NO_EVENTS).isEqualTo(!events);
  }

  @Test
  void manyLooksLeakNoDescriptor() throws SourceException {
    look();
    long before = descriptors();
    for (int i = 0; i < MANY; i++) {
      look(SocketSource.Look.POLL);
    }
    assertThat(descriptors()).as("descriptors after %d looks", MANY).isLessThanOrEqualTo(before);
  }

  @Test
  void closedSourceLeavesNoDescriptorBehind() throws SourceException {
    openAndClose();
    long before = descriptors();
    for (int i = 0; i < 10; i++) {
      openAndClose();
    }
    assertThat(descriptors()).as("descriptors after 10 sources").isLessThanOrEqualTo(before);
  }

  private void openAndClose() throws SourceException {
    try (SocketSource other = provider().open(new SourceOptions(host(), false, false))) {
      assertThat(other.snapshot(SocketSource.Look.POLL).sockets()).isNotNull();
    }
  }

  private long descriptors() {
    OptionalLong open = openDescriptors();
    assumeTrue(open.isPresent(), "nobody counts the descriptors of this JVM");
    return open.getAsLong();
  }
}
