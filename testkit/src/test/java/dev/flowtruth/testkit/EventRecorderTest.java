package dev.flowtruth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final OpenSocket SOCKET =
      OpenSocket.builder(Protocol.UDP, Endpoint.of("::1", 53), Endpoint.NONE_V6).cookie(9).build();

  @Test
  void keepsEventsInOrderAndByKind() {
    EventRecorder recorder = new EventRecorder();
    recorder.onEvent(new SocketEvent.Opened(SOCKET, TimeBounds.by(10)));
    recorder.onEvent(new SocketEvent.Lost("messages", 3, 0, TimeBounds.exact(11)));

    assertThat(recorder.events()).hasSize(2);
    assertThat(recorder.events(SocketEvent.Lost.class))
        .singleElement()
        .extracting(SocketEvent.Lost::count)
        .isEqualTo(3L);
  }

  @Test
  void debugPrintsALineForEachEvent() {
    EventRecorder recorder = new EventRecorder();
    recorder.onEvent(new SocketEvent.Opened(SOCKET, TimeBounds.by(10)));
    recorder.onEvent(
        new SocketEvent.Closed(
            SOCKET, CloseCause.GONE, List.of(), -1, -1, TimeBounds.between(20, 30)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    recorder.debug(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Opened             before 10 udp [::1]:53 -> [::]:0 unknown cookie:9"
                + " [seen_without_owner]",
            "Closed             20.. 30 udp [::1]:53 -> [::]:0 unknown cookie:9"
                + " [seen_without_owner] gone");
  }

  @Test
  void manualClockStandsStillUntilMovedAndNeverGoesBack() {
    ManualTicker ticker = new ManualTicker(-5);

    assertThat(ticker.getAsLong()).isEqualTo(-5);
    assertThat(ticker.advance(Duration.ofNanos(7))).isEqualTo(2);
    assertThat(ticker.getAsLong()).isEqualTo(2);
    assertThatThrownBy(() -> ticker.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
