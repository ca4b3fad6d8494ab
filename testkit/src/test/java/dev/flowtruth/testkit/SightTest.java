package dev.flowtruth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketState;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {
  private static final Ownership SEVEN =
      Ownership.of(
          Owner.of(ProcessRef.builder(new ProcessId(7, 1)).comm("seven").build(), Role.LISTENER));

  private static OpenSocket listener(Ownership ownership) {
    return OpenSocket.builder(Protocol.TCP, Endpoint.of("127.0.0.1", 80), Endpoint.NONE)
        .state(SocketState.LISTEN)
        .cookie(5)
        .ownership(ownership)
        .build();
  }

  private static Sight sight(OpenSocket... sockets) {
    Snapshot look = new Snapshot(0, 1, List.of(sockets), List.of(), List.of(), 0);
    return new Sight("fake", look);
  }

  @Test
  void rightOwnerIsHandedBack() {
    Sight sight = sight(listener(SEVEN));

    OpenSocket socket = sight.socket(Protocol.TCP, 80, 0);
    assertThat(sight.owner(socket, 7)).isEqualTo(SEVEN.owners().get(0));
  }

  @Test
  void wrongOwnerFailsWithWhatWasThere() {
    Sight sight = sight(listener(SEVEN));

    assertThatThrownBy(() -> sight.owner(sight.socket(Protocol.TCP, 80, 0), 8))
        .hasMessageContaining("fake: expected process 8 alone")
        .hasMessageContaining("127.0.0.1:80 -> 0.0.0.0:0 listen cookie:5 [7:seven:listener]");
  }

  @Test
  void missingOwnerFailsWithItsReason() {
    Sight sight = sight(listener(Ownership.absent(Reason.NO_PERMISSION)));

    assertThatThrownBy(() -> sight.owner(sight.socket(Protocol.TCP, 80, 0), 7))
        .hasMessageContaining("expected an owner")
        .hasMessageContaining("[no_permission]");
  }

  @Test
  void missingSocketFailsWithThePortsOtherSockets() {
    Sight sight = sight(listener(SEVEN));

    assertThatThrownBy(() -> sight.socket(Protocol.TCP, 80, 4711))
        .hasMessageContaining("one tcp socket :80 -> :4711, found 0 of them")
        .hasMessageContaining("cookie:5");
  }
}
