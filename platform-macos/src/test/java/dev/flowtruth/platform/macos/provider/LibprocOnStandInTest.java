package dev.flowtruth.platform.macos.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.workload.WorkloadProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The provider as it is, through JNA, where the library refuses, grows and races. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the stand-in of macOS' library is for Linux")
class LibprocOnStandInTest {
  private WorkloadProcess puppet;
  private SocketSource source;
  private int port;

  @BeforeEach
  void open() throws IOException, SourceException {
    SourceOptions options = new SourceOptions(StandIn.host(), false, false);
    source = new LibprocProvider().open(options);
    puppet = WorkloadProcess.puppet();
    port = puppet.ask("tcp-listen 4 127.0.0.1").localPort();
  }

  @AfterEach
  void close() throws IOException {
    for (String name : List.of("deny", "crowd", "swell", "close")) {
      StandIn.set(name, 0);
    }
    if (source != null) {
      source.close();
    }
    if (puppet != null) {
      puppet.close();
    }
  }

  private static List<Long> owners(Snapshot snapshot, int port) {
    return snapshot.sockets().stream()
        .filter(s -> s.protocol().equals(Protocol.TCP) && s.local().port() == port)
        .flatMap(s -> s.ownership().owners().stream())
        .map(owner -> owner.process().pid())
        .toList();
  }

  @Test
  void deniedProcessIsNamedInAGapAndTheOthersAreSeen() throws Exception {
    try (WorkloadProcess other = WorkloadProcess.puppet()) {
      int seen = other.ask("tcp-listen 4 127.0.0.1").localPort();
      StandIn.set("deny", (int) puppet.pid());

      Snapshot snapshot = source.snapshot(Look.POLL);
      assertThat(owners(snapshot, port)).isEmpty();
      assertThat(owners(snapshot, seen)).containsExactly(other.pid());
      assertThat(snapshot.gaps())
          .filteredOn(gap -> gap.reason() == Reason.NO_PERMISSION)
          .extracting(Gap::why)
          .anySatisfy(
              why ->
                  assertThat(why)
                      .contains("errno 1 (Operation not permitted)")
                      .contains(puppet.pid() + " (java)"));
    }
  }

  @Test
  void refusalOfOneProcessIsNotTakenForThatOfTheNext() throws SourceException {
    StandIn.set("deny", (int) puppet.pid());

    Gap gap = source.snapshot(Look.POLL).gaps().get(0);
    assertThat(gap.why()).contains("process " + puppet.pid()).doesNotContain(" more");
  }

  @Test
  void listsThatOutgrowTheirBuffersAreReadWhole() throws SourceException {
    StandIn.set("crowd", 30_000);

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(owners(snapshot, port)).containsExactly(puppet.pid());
    assertThat(snapshot.isComplete()).as("%s", snapshot.gaps()).isTrue();
  }

  @Test
  void listsThatGrowForEverAreGapsAndTheNextLookIsWhole() throws SourceException {
    source.snapshot(Look.POLL);
    StandIn.set("swell", 1);

    assertThat(source.snapshot(Look.POLL).gaps())
        .extracting(Gap::reason)
        .contains(Reason.LOST_EVENTS);
    StandIn.set("swell", 0);
    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(owners(snapshot, port)).containsExactly(puppet.pid());
    assertThat(snapshot.isComplete()).isTrue();
  }

  @Test
  void descriptorsThatAreClosedBeforeTheyAreReadAreNothingAtAll() throws SourceException {
    StandIn.set("close", (int) puppet.pid());

    Snapshot snapshot = source.snapshot(Look.POLL);
    assertThat(owners(snapshot, port)).isEmpty();
    assertThat(snapshot.isComplete()).isTrue();
  }

  @Test
  void ownerHasPathUserStartAndParents() throws SourceException {
    Owner owner =
        source.snapshot(Look.FULL).sockets().stream()
            .filter(s -> s.local().port() == port)
            .map(OpenSocket::ownership)
            .flatMap(ownership -> ownership.owners().stream())
            .findFirst()
            .orElseThrow();

    ProcessHandle.Info info = puppet.handle().info();
    assertThat(owner.process().executable()).isEqualTo(info.command().orElseThrow());
    assertThat(owner.process().user()).isEqualTo(info.user().orElseThrow());
    assertThat(owner.process().parents().get(0).pid()).isEqualTo(ProcessHandle.current().pid());
  }
}
