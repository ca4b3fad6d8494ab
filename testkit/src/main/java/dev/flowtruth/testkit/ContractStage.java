package dev.flowtruth.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What every claim of the contract needs: an open source, and processes that open sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractStage {
  private final List<String> opened = new ArrayList<>();
  private @Nullable WorkloadProcess first;
  private @Nullable WorkloadProcess second;
  private @Nullable SocketSource source;

  /** The provider under test; a new one each time. */
  protected abstract SocketProvider provider();

  /** The machine that it is asked about. */
  protected Host host() {
    return Host.local();
  }

  /**
   * Descriptors or handles that this process has open now; empty where nobody counts them. The JDK
   * counts them on Unix; elsewhere a subclass asks the OS.
   */
  protected OptionalLong openDescriptors() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getOpenFileDescriptorCount())
        : OptionalLong.empty();
  }

  @BeforeAll
  void openTheSource() throws IOException, SourceException {
    Support support = provider().support(host());
    assumeTrue(support.usable(), () -> provider().id() + " cannot run here: " + causes(support));
    first = WorkloadProcess.puppet();
    second = WorkloadProcess.puppet();
    source = provider().open(new SourceOptions(host(), false, false));
  }

  @AfterEach
  void closeTheSockets() {
    opened.forEach(socket -> puppet(socket).ask("close " + socket.substring(1)));
    opened.clear();
  }

  @AfterAll
  void closeTheSource() throws IOException {
    if (source != null) {
      source.close();
    }
    for (WorkloadProcess puppet : new WorkloadProcess[] {first, second}) {
      if (puppet != null) {
        puppet.close();
      }
    }
  }

  private static String causes(Support support) {
    return support.missing().stream().map(Missing::cause).collect(Collectors.joining("; "));
  }

  /** One of the two processes. */
  final WorkloadProcess first() {
    return there(first);
  }

  /** The other one. */
  final WorkloadProcess second() {
    return there(second);
  }

  final SocketSource source() {
    return there(source);
  }

  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("used before the source was opened");
    }
    return value;
  }

  /** Has a process open a socket, which is closed after the test. */
  final WorkloadProcess.Reply open(WorkloadProcess process, String command) {
    WorkloadProcess.Reply reply = process.ask(command);
    opened.add((process == first ? "1" : "2") + reply.socket());
    return reply;
  }

  /** Has a process close a socket now. */
  final void close(WorkloadProcess process, WorkloadProcess.Reply socket) {
    process.ask("close " + socket.socket());
    opened.remove((process == first ? "1" : "2") + socket.socket());
  }

  private WorkloadProcess puppet(String socket) {
    return socket.startsWith("1") ? first() : second();
  }

  /** A look in full. */
  final Sight look() throws SourceException {
    return look(SocketSource.Look.FULL);
  }

  final Sight look(SocketSource.Look how) throws SourceException {
    return new Sight(provider().id(), source().snapshot(how));
  }

  /** Skips what the provider does not declare; what it declares may not be skipped. */
  final void needs(Capability capability) {
    assumeTrue(
        source().capabilities().contains(capability),
        () -> provider().id() + " does not declare " + capability.label());
  }

  /** Skips what is only so without a capability. */
  final void lacks(Capability capability) {
    assumeTrue(
        !source().capabilities().contains(capability),
        () -> provider().id() + " declares " + capability.label());
  }
}
