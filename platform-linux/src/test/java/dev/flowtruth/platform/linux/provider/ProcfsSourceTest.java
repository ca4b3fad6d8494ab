package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded trees; the rows are as Linux 6.18 on x86-64 prints them. */
class ProcfsSourceTest {
  private static final HostIdentity HOST = new HostIdentity("h", "", "", "linux", "6.18");
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String LISTENING = row("00000000:1F90", "00000000:0000", "0A", 4711);
  private static final String WAITING = row("0100007F:1F90", "0100007F:C001", "06", 0);
  private static final String ALSO_WAITING = row("0100007F:1F90", "0100007F:C002", "06", 0);

  @TempDir Path root;

  @BeforeEach
  void tables() throws Exception {
    Files.createDirectories(root.resolve("net"));
    write("tcp", HEADER + LISTENING + WAITING + ALSO_WAITING);
  }

  @Test
  void aPollLeavesOutWhatNobodyCanHold() throws Exception {
    try (SocketSource source = open()) {
      Snapshot snapshot = source.snapshot(Look.POLL);
      assertThat(snapshot.sockets()).singleElement().matches(OpenSocket::isListening);
      assertThat(snapshot.isComplete()).isTrue();
    }
  }

  @Test
  void aFullLookListsEachSocketInTimeWaitOnce() throws Exception {
    try (SocketSource source = open()) {
      List<OpenSocket> waiting = waiting(source.snapshot(Look.FULL));
      assertThat(waiting).hasSize(2);
      assertThat(waiting).extracting(OpenSocket::id).doesNotHaveDuplicates();
      assertThat(waiting)
          .allSatisfy(
              socket -> {
                assertThat(socket.id().kind()).isEqualTo(SocketId.Kind.TUPLE);
                assertThat(socket.ownership().absence()).isEqualTo(Reason.TIME_WAIT);
              });
    }
  }

  @Test
  void whatDidNotChangeIsTheSameInstance() throws Exception {
    try (SocketSource source = open()) {
      List<OpenSocket> first = source.snapshot(Look.FULL).sockets();
      assertThat(source.snapshot(Look.FULL).sockets()).isSameAs(first);
    }
  }

  @Test
  void aSpoiltTableIsAGapAndItsSocketsStayAsTheyWere() throws Exception {
    try (SocketSource source = open()) {
      List<OpenSocket> before = source.snapshot(Look.POLL).sockets();
      write("tcp", HEADER + LISTENING.replace("1F90", "1F9"));
      Snapshot after = source.snapshot(Look.POLL);
      assertThat(after.sockets()).isEqualTo(before);
      assertThat(after.gaps()).hasSize(1);
      assertThat(after.gaps().get(0).why()).contains("local_address");
      assertThat(after.gaps().get(0).reason()).isEqualTo(Reason.LOST_EVENTS);
    }
  }

  @Test
  void withoutAnyTableThereIsNothingToBeHad() throws Exception {
    Files.delete(root.resolve("net/tcp"));
    try (SocketSource source = open()) {
      assertThatExceptionOfType(SourceException.class)
          .isThrownBy(() -> source.snapshot(Look.POLL))
          .withMessageContaining("net/tcp");
    }
  }

  @Test
  void aNewSocketIsAddedToTheOnesThatStayed() throws Exception {
    try (SocketSource source = open()) {
      OpenSocket listening = source.snapshot(Look.POLL).sockets().get(0);
      write("tcp", HEADER + LISTENING + row("0100007F:1F90", "0100007F:C003", "01", 99));
      List<OpenSocket> now = source.snapshot(Look.POLL).sockets();
      assertThat(now).hasSize(2).anyMatch(socket -> socket == listening);
      assertThat(now).anyMatch(s -> s.peer().equals(Endpoint.of("127.0.0.1", 0xc003)));
    }
  }

  @Test
  void aRowThatIsThereTwiceIsNotTakenForItsNeighbour() throws Exception {
    String first = row("0100007F:1F90", "0100007F:C003", "01", 98);
    String next = row("0100007F:1F90", "0100007F:C004", "01", 99);
    write("tcp", HEADER + first + next);
    try (SocketSource source = open()) {
      List<OpenSocket> before = source.snapshot(Look.POLL).sockets();
      write("tcp", HEADER + first + first + next);
      assertThat(source.snapshot(Look.POLL).sockets()).isSameAs(before).hasSize(2);
    }
  }

  private static List<OpenSocket> waiting(Snapshot snapshot) {
    return snapshot.sockets().stream().filter(s -> s.state() == SocketState.TIME_WAIT).toList();
  }

  private SocketSource open() throws SourceException {
    return ProcfsSource.open(root, SourceOptions.defaults(), HOST, Set.of());
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(root.resolve("net").resolve(name), text);
  }

  private static String row(String local, String peer, String state, int inode) {
    return "   0: %s %s %s 00000000:00000000 00:00000000 00000000  1000        0 %d 1\n"
        .formatted(local, peer, state, inode);
  }
}
