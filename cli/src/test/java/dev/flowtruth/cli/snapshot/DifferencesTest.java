package dev.flowtruth.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.plugin.FixedSockets;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static final OpenSocket SOCKET = FixedSockets.CONNECTED;

  @Test
  void equalLooksDoNotDiffer() {
    assertThat(between(FixedSockets.ALL, FixedSockets.ALL)).isEmpty();
  }

  @Test
  void socketThatOneMissesIsNamed() {
    assertThat(between(List.of(SOCKET, FixedSockets.RAW), List.of(FixedSockets.RAW)))
        .containsExactly("only a: tcp 1.2.3.4:1122 5.6.7.8:3344 odd;na:me.200");
  }

  @Test
  void otherOwnersAreNamed() {
    assertThat(between(List.of(SOCKET), List.of(SOCKET.withOwnership(Ownership.UNSEEN))))
        .containsExactly(
            "other owners: tcp 1.2.3.4:1122 5.6.7.8:3344 odd;na:me.200: a [odd;na:me.200], b []");
  }

  @Test
  void inodesAreComparedOnlyWhereBothHaveThem() {
    OpenSocket bare = SOCKET.toBuilder().inode(0).netns(0).build();
    assertThat(between(List.of(SOCKET), List.of(bare))).isEmpty();
    OpenSocket other = SOCKET.toBuilder().inode(77).build();
    assertThat(between(List.of(SOCKET), List.of(other))).hasSize(2);
  }

  private static List<String> between(List<OpenSocket> first, List<OpenSocket> second) {
    View a = new View("a", first);
    View b = new View("b", second);
    return new Differences(List.of(a, b)).between(a, b);
  }
}
