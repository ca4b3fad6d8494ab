package dev.flowtruth.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.workload.StormLog;
import dev.flowtruth.workload.StormSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The judge of storms is judged first: by a perfect recording, which shows that every end of a
 * storm can be told in a file of whole milliseconds, and by one that names wrong processes.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the storm is made for Linux")
class StormJudgeTest {
  private static final int CONNECTIONS = Integer.getInteger("flowtruth.storm", 2_000);

  @TempDir private Path directory;
  private Run run;
  private List<StormSocket> sockets;

  @BeforeEach
  void storm() throws IOException {
    run = new Run(directory);
    FlowLoad load = FlowLoad.build(directory, run.truth());
    load.client("storm", load.command("storm", "tcp", "" + CONNECTIONS));
    load.client("storm", load.command("storm", "udp", "" + CONNECTIONS));
    sockets = StormLog.read(run.truth());
  }

  @Test
  void perfectRecordingIsRightOnEveryEndAndExactInEveryTime() throws IOException {
    Score score = judged(socket -> socket.process().holder().pid());
    TimeErrors times = TimeErrors.of(sockets, RecordedTimes.read(run.recording()));

    Tables.print("a perfect recording of a storm", score + "\n" + times);
    assertThat(score.rows()).isEqualTo(2 * CONNECTIONS);
    assertThat(score.wrong()).isEmpty();
    assertThat(score.words()).containsExactly(Verdict.RIGHT);
    assertThat(times.missing()).isZero();
    assertThat(times.worstMicros()).isZero();
  }

  @Test
  void wrongPidIsWrongOnEveryEnd() throws IOException {
    Score score = judged(socket -> socket.process().holder().pid() + 1_000_000);

    assertThat(score.words()).containsExactly(Verdict.WRONG);
    assertThat(score.wrong()).hasSize(2 * 2 * CONNECTIONS);
  }

  @Test
  void socketThatWasNotRecordedIsMissing() throws IOException {
    StormRecording.write(
        run.recording(), sockets.subList(10, sockets.size()), s -> s.process().holder().pid());

    TimeErrors times = TimeErrors.of(sockets, RecordedTimes.read(run.recording()));
    assertThat(times.missing()).isEqualTo(2 * 10);
  }

  private Score judged(ToLongFunction<StormSocket> pidOf) throws IOException {
    StormRecording.write(run.recording(), sockets, pidOf);
    return run.nfstream(StormFlows.of(sockets));
  }
}
