package dev.flowtruth.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as ledger.c wrote them. */
class StormLogTest {
  private static final String TCP =
      """
      process 1225 113820 4026531833 1000 tcp acceptor flow load
      socket ::1 42937 ::1 56476 11 12 100 200 300 400
      """;

  @TempDir private Path directory;

  @Test
  void socketHasItsEndsItsTimesAndItsProcess() throws IOException {
    Files.writeString(directory.resolve("1225.storm"), TCP);
    Files.writeString(directory.resolve("1225.jsonl"), "not a storm's");

    List<StormSocket> all = StormLog.read(directory);

    assertThat(all).hasSize(1);
    assertThat(all.get(0).openedNanos()).isEqualTo(200);
    assertThat(all.get(0).process().startTicks()).isEqualTo(113_820);
    Truth truth = all.get(0).toTruth("storm");
    assertThat(truth.process()).isEqualTo(new Truth.Holder(1225, "flow load"));
    assertThat(truth.peer()).isEqualTo(new Truth.Address("::1", 56_476));
    assertThat(truth.opened()).isEqualTo(new Stamp(1100, 100));
    assertThat(truth.closed()).isEqualTo(new Stamp(1400, 400));
  }

  @Test
  void serversOwnSocketHasNoPeer() throws IOException {
    String udp = TCP.replace("tcp acceptor", "udp server").replace("::1 56476", "- 0");
    Files.writeString(directory.resolve("7.storm"), udp);

    StormSocket server = StormLog.read(directory).get(0);

    assertThat(server.peer()).isNull();
    assertThat(server.process().protocolNumber()).isEqualTo(17);
  }

  @Test
  void tornLineIsRefused() throws IOException {
    Files.writeString(directory.resolve("7.storm"), TCP.substring(0, TCP.length() - 5));

    assertThatThrownBy(() -> StormLog.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7.storm")
        .hasMessageContaining("socket");
  }
}
