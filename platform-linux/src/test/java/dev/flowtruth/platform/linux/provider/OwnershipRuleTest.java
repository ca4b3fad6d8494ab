package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.provider.OwnershipRule.Search;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles of holders, and why there are none. */
class OwnershipRuleTest {
  private static final int OURS = 1000;
  private static final int ROOT = 0;
  private static final ProcessRef PARENT = process(20, 100);
  private static final ProcessRef CHILD = process(10, 200);
  private static final Search NOBODY = new Search(List.of(), true, true, false);
  private static final Search HIDDEN = new Search(List.of(), false, false, true);

  private final OwnershipRule rule = new OwnershipRule(OURS, false);

  @Test
  void theOldestOfThoseSeenFirstIsTheCreator() {
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    assertThat(roles(socket, CHILD, PARENT)).containsExactly(Role.HOLDER, Role.CREATOR);
  }

  @Test
  void whoComesLaterIsAHolderEvenWhenTheCreatorIsGone() {
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    assertThat(roles(socket, CHILD)).containsExactly(Role.CREATOR);
    assertThat(roles(socket, CHILD, PARENT)).containsExactly(Role.CREATOR, Role.HOLDER);
    assertThat(roles(socket, PARENT)).containsExactly(Role.HOLDER);
  }

  @Test
  void everyHolderOfAListeningSocketListens() {
    KnownSocket socket = socket(SocketState.LISTEN, 5, ROOT);
    assertThat(roles(socket, CHILD, PARENT)).containsExactly(Role.LISTENER, Role.LISTENER);
  }

  @Test
  void anAcceptedConnectionHasAnAcceptor() {
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    socket.accepted = true;
    assertThat(roles(socket, CHILD)).containsExactly(Role.ACCEPTOR);
  }

  @Test
  void withTheRightsToReadOthersAShortLifeIsNoLackOfPermission() {
    OwnershipRule privileged = new OwnershipRule(OURS, true);
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    assertThat(privileged.of(socket, HIDDEN)).isEqualTo(Ownership.UNSEEN);
  }

  @Test
  void whatNoReadableProcessHoldsBelongsToOneThatMayNotBeRead() {
    OwnershipRule privileged = new OwnershipRule(OURS, true);
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, OURS);
    Search inVain = new Search(List.of(), false, true, true);
    assertThat(privileged.of(socket, inVain).absence()).isEqualTo(Reason.NO_PERMISSION);
  }

  @Test
  void theKernelOwnsWhatTwoSearchesEverywhereDidNotFind() {
    KnownSocket socket = socket(SocketState.UNCONNECTED, 5, ROOT);
    assertThat(rule.of(socket, NOBODY)).isEqualTo(Ownership.UNSEEN);
    assertThat(rule.of(socket, NOBODY)).isEqualTo(Ownership.KERNEL);
  }

  @Test
  void theSearchesMustFollowEachOther() {
    KnownSocket socket = socket(SocketState.UNCONNECTED, 5, ROOT);
    assertThat(rule.of(socket, NOBODY)).isEqualTo(Ownership.UNSEEN);
    assertThat(rule.of(socket, new Search(List.of(), false, false, false)))
        .isEqualTo(Ownership.UNSEEN);
    assertThat(rule.of(socket, NOBODY)).isEqualTo(Ownership.UNSEEN);
  }

  @Test
  void whatWasHeldOnceIsNeverTheKernels() {
    KnownSocket socket = socket(SocketState.UNCONNECTED, 5, ROOT);
    roles(socket, CHILD);
    assertThat(reasonsOfTwoSearches(socket)).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void whatWasAcceptedIsNeverTheKernels() {
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    socket.accepted = true;
    assertThat(reasonsOfTwoSearches(socket)).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void aUsersSocketIsNeverTheKernels() {
    KnownSocket socket = socket(SocketState.UNCONNECTED, 5, OURS);
    assertThat(reasonsOfTwoSearches(socket)).isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void anotherUsersSocketThatMayBeHiddenLacksPermission() {
    assertThat(reason(socket(SocketState.ESTABLISHED, 5, ROOT), HIDDEN))
        .isEqualTo(Reason.NO_PERMISSION);
    assertThat(reason(socket(SocketState.ESTABLISHED, 5, OURS), HIDDEN))
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void withoutDescriptorTheStateTells() {
    assertThat(reason(socket(SocketState.ESTABLISHED, 0, ROOT), NOBODY))
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
    KnownSocket remains = socket(SocketState.FIN_WAIT1, 0, ROOT);
    remains.wasThereFirst = true;
    assertThat(reason(remains, NOBODY)).isEqualTo(Reason.TIME_WAIT);
    assertThat(reason(socket(SocketState.FIN_WAIT1, 0, ROOT), NOBODY))
        .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
  }

  @Test
  void anOrphanKeepsItsOwners() {
    KnownSocket socket = socket(SocketState.ESTABLISHED, 5, ROOT);
    Ownership owned = rule.of(socket, new Search(List.of(CHILD), false, false, false));
    socket.publish(1, "", owned);
    socket.change(row(SocketState.FIN_WAIT1, 0, ROOT));
    assertThat(rule.of(socket, NOBODY)).isEqualTo(owned);
  }

  private Reason reasonsOfTwoSearches(KnownSocket socket) {
    reason(socket, NOBODY);
    return reason(socket, NOBODY);
  }

  private Reason reason(KnownSocket socket, Search search) {
    return rule.of(socket, search).absence();
  }

  private List<Role> roles(KnownSocket socket, ProcessRef... holders) {
    return rule.of(socket, new Search(List.of(holders), false, false, false)).owners().stream()
        .map(Owner::role)
        .toList();
  }

  private static KnownSocket socket(SocketState state, long inode, int uid) {
    return new KnownSocket(1, row(state, inode, uid), false);
  }

  private static SocketRow row(SocketState state, long inode, int uid) {
    Endpoint local = Endpoint.of("10.0.0.1", 80);
    Endpoint peer = Endpoint.of("10.0.0.2", 4000);
    return new SocketRow(Protocol.TCP, local, peer, state, false, inode, 1, uid, false, 0);
  }

  private static ProcessRef process(long pid, long start) {
    return ProcessRef.builder(new ProcessId(pid, start)).name("p" + pid).build();
  }
}
