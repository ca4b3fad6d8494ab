package dev.flowtruth.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.plugin.FixedSockets;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.spi.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

  @Test
  void socketOfAProtocolThatTheOtherDoesNotSeeIsExplained() {
    View netlink = new View("netlink", EnumSet.allOf(Capability.class), List.of(FixedSockets.RAW));
    View oshi = new View("oshi", Set.of(Capability.TCP, Capability.UDP), List.of());
    assertThat(new Differences(List.of(netlink, oshi), 0).between(netlink, oshi))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(" (oshi does not see raw sockets)"));
  }

  @Test
  void socketOfAnotherNamespaceIsExplained() {
    OpenSocket there = SOCKET.toBuilder().netns(7).build();
    View netlink = new View("netlink", EnumSet.allOf(Capability.class), List.of(there));
    View oshi = new View("oshi", Set.of(Capability.TCP, Capability.UDP), List.of());
    assertThat(new Differences(List.of(netlink, oshi), 5).between(netlink, oshi))
        .singleElement()
        .satisfies(
            line -> assertThat(line).endsWith(" (oshi does not see other network namespaces)"));
    assertThat(new Differences(List.of(netlink, oshi), 7).between(netlink, oshi))
        .singleElement()
        .satisfies(line -> assertThat(line).doesNotContain("namespaces"));
  }

  @Test
  void oneHolderOfSeveralIsLessThanAllOfThem() {
    OpenSocket both = SOCKET.withOwnership(Ownership.of(owner(1), owner(2)));
    OpenSocket one = SOCKET.withOwnership(Ownership.of(owner(2)));
    View netlink = new View("netlink", EnumSet.allOf(Capability.class), List.of(both));
    View oshi = new View("oshi", Set.of(Capability.TCP), List.of(one));
    String verdict = " (netlink is right: oshi names one holder of several)";
    assertThat(new Differences(List.of(netlink, oshi), 0).between(netlink, oshi))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(verdict));
    assertThat(new Differences(List.of(oshi, netlink), 0).between(oshi, netlink))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(verdict));
  }

  @Test
  void whoSeesMoreIsRightByConstructionAndElseNobodyIs() {
    View netlink = new View("netlink", EnumSet.allOf(Capability.class), List.of());
    View oshi = new View("oshi", Set.of(Capability.TCP, Capability.OTHER_USERS), List.of());
    View shares = new View("shares", Set.of(Capability.SHARED_OWNERS), List.of());
    String right = "; netlink is right by construction, for it sees what oshi does not: ";
    assertThat(Arbiter.verdict(netlink, oshi)).startsWith(right).contains("identity of a socket");
    assertThat(Arbiter.verdict(oshi, netlink)).isEqualTo(Arbiter.verdict(netlink, oshi));
    assertThat(Arbiter.verdict(oshi, shares)).startsWith("; neither is right by construction");
    assertThat(Arbiter.verdict(oshi, oshi)).startsWith("; neither is right by construction");
  }

  private static Owner owner(long pid) {
    return Owner.of(ProcessRef.builder(new ProcessId(pid, 1)).name("p").build(), Role.HOLDER);
  }

  private static List<String> between(List<OpenSocket> first, List<OpenSocket> second) {
    View a = new View("a", EnumSet.allOf(Capability.class), first);
    View b = new View("b", EnumSet.allOf(Capability.class), second);
    return new Differences(List.of(a, b), 0).between(a, b);
  }
}
