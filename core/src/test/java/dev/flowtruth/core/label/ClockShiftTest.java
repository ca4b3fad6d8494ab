package dev.flowtruth.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockShiftTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_795_547_823L * SECOND;
  private static final Endpoint SERVER = Endpoint.of("10.0.0.2", 443);

  /** A recording in which port 2000 + i was open for a second from the second 3 * i on. */
  private static FlowLabel label(FlowRecord flow) {
    long opened = START + (flow.source().port() - 2000) * 3L * SECOND;
    boolean alive = flow.firstNanos() < opened + SECOND && flow.endNanos() > opened;
    return new FlowLabel(
        alive ? owned(opened) : Label.none(Reason.NEVER_SEEN), Label.none(Reason.NOT_LOCAL));
  }

  private static Label owned(long opened) {
    ProcessRef process = ProcessRef.builder(new ProcessId(1, 1)).name("curl").build();
    LabelledOwner owner = new LabelledOwner(process, Role.CREATOR);
    Label.SocketTimes times = new Label.SocketTimes(opened, opened + SECOND, 0);
    return new Label(owner, List.of(owner), Basis.EXACT, Certainty.CERTAIN, null, times);
  }

  /** Flows of 20 ms, a few ms after their sockets opened, by a clock that is late. */
  private static List<FlowRecord> flows(int count, Duration late) {
    return IntStream.range(0, count)
        .mapToObj(i -> flow(2000 + i, START + i * 3L * SECOND + 5_000_000 - late.toNanos()))
        .toList();
  }

  private static FlowRecord flow(int port, long first) {
    Endpoint source = Endpoint.of("10.0.0.1", port);
    return new FlowRecord(first, first + SECOND / 50, 1_000_000, 6, source, SERVER, -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-12H", "PT5H45M", "PT3.4S", "PT-20S"})
  void constantShiftIsFound(String late) {
    Optional<ClockShift> shift =
        ClockShift.find(flows(50, Duration.parse(late)), ClockShiftTest::label);
    assertThat(shift)
        .contains(
            new ClockShift(Duration.parse(late).toNanos(), shift.orElseThrow().before(), 50, 50));
  }

  @Test
  void nothingIsSaidWhereTheClockIsRight() {
    assertThat(ClockShift.find(flows(50, Duration.ZERO), ClockShiftTest::label)).isEmpty();
  }

  @Test
  void nothingIsSaidWhereOnlyAFewWouldFit() {
    List<FlowRecord> flows = new ArrayList<>(flows(2, Duration.ofHours(1)));
    assertThat(ClockShift.find(flows, ClockShiftTest::label)).isEmpty();
    for (int i = 0; i < 50; i++) {
      flows.add(flow(10_000 + i, START - i * 7919L * SECOND));
    }
    assertThat(ClockShift.find(flows, ClockShiftTest::label)).isEmpty();
  }
}
