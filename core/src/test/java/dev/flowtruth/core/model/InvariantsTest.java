package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no value of the model can be. */
class InvariantsTest {
  private static final Owner OWNER =
      Owner.of(ProcessRef.builder(new ProcessId(1, 1)).name("a").build(), Role.HOLDER);

  @Test
  void ownershipHasOwnersOrAReasonAndNeverBothOrNeither() {
    assertThatThrownBy(() -> new Ownership(List.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ownership(List.of(OWNER), Reason.KERNEL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Ownership.of(OWNER).isKnown()).isTrue();
    assertThat(Ownership.KERNEL.isKnown()).isFalse();
  }

  @Test
  void ownershipKeepsItsOwnCopy() {
    List<Owner> owners = new ArrayList<>(List.of(OWNER));
    Ownership ownership = Ownership.of(owners);
    owners.clear();
    assertThat(ownership.owners()).containsExactly(OWNER);
  }

  @Test
  void boundsThatEndBeforeTheyBeginAreRefused() {
    assertThatThrownBy(() -> new TimeBounds(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(TimeBounds.between(2, 1)).isEqualTo(TimeBounds.exact(1));
    assertThat(TimeBounds.by(1).isExact()).isFalse();
  }

  @Test
  void unknownBoundStaysUnknownInWallTime() {
    ClockReading clock = new ClockReading(1000, 10, 10);
    assertThat(clock.toWall(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(clock.toWall(20)).isEqualTo(1010);
  }

  @Test
  void stepAndSuspendAreToldApart() {
    ClockReading before = new ClockReading(1000, 10, 10);
    ClockReading stepped = new ClockReading(1005 + 20, 30, 30);
    assertThat(stepped.stepSince(before)).isEqualTo(5);
    assertThat(stepped.suspendedSince(before)).isZero();
    assertThat(new ClockReading(1020, 30, 37).suspendedSince(before)).isEqualTo(7);
  }

  @Test
  void socketWithoutIdentityGetsTheBestThatIsKnown() {
    OpenSocket.Builder builder =
        OpenSocket.builder(Protocol.UDP, Endpoint.of("0.0.0.0", 53), Endpoint.NONE).netns(4);
    assertThat(builder.build().id()).hasToString("tuple:4:udp 0.0.0.0:53 0.0.0.0:0");
    assertThat(builder.inode(7).build().id()).isEqualTo(SocketId.ofInode(7));
    assertThat(builder.cookie(-1).build().id()).hasToString("cookie:18446744073709551615");
  }

  @Test
  void builtAgainASocketIsTheSame() {
    OpenSocket socket =
        OpenSocket.builder(Protocol.TCP, Endpoint.of("10.0.0.1", 1), Endpoint.of("10.0.0.2", 2))
            .state(SocketState.ESTABLISHED)
            .netns(1)
            .inode(2)
            .cookie(3)
            .uid(4)
            .v6Only(true)
            .boundInterface(5)
            .openedNanos(6)
            .ownership(Ownership.KERNEL)
            .build();
    assertThat(socket.toBuilder().build()).isEqualTo(socket);
  }

  @Test
  void identitiesOfDifferentKindsAreNeverEqual() {
    assertThat(SocketId.ofCookie(5)).isNotEqualTo(SocketId.ofInode(5));
  }

  @Test
  void labelsReadBack() {
    assertThat(Reason.values()).allMatch(reason -> Reason.ofLabel(reason.label()) == reason);
    assertThat(Role.values()).allMatch(role -> Role.ofLabel(role.label()) == role);
    assertThat(SocketState.values()).allMatch(state -> SocketState.ofLabel(state.label()) == state);
    assertThat(SocketState.ofLabel("new in some kernel")).isEqualTo(SocketState.UNKNOWN);
  }

  @Test
  void reasonsAreInTheOrderOfTheirPrecedence() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::label))
        .containsExactly(
            "bad_row",
            "not_a_socket_protocol",
            "ambiguous",
            "shared",
            "kernel",
            "no_permission",
            "time_wait",
            "seen_without_owner",
            "listener_only",
            "not_local",
            "other_namespace",
            "before_recording",
            "after_recording",
            "lost_events",
            "never_seen");
  }

  /** Tables of ten thousands of sockets are looked up by them. */
  @Test
  void identitiesOfManySocketsHaveManyHashes() {
    Endpoint server = Endpoint.of("10.0.0.1", 443);
    Set<Integer> hashes = new HashSet<>();
    for (int port = 1; port <= 1000; port++) {
      Endpoint client = Endpoint.of("10.0.0.2", port);
      hashes.add(SocketId.ofTuple(Protocol.TCP, client, server, 0).hashCode());
    }
    assertThat(hashes).hasSizeGreaterThan(990);
  }

  @Test
  void namesThatWereNotReadFollowFromThoseThatWere() {
    ProcessRef known = ProcessRef.builder(new ProcessId(1, 1)).comm("short").build();
    assertThat(known.name()).isEqualTo("short");
    assertThat(known.psutilName()).isEqualTo("short");
  }
}
