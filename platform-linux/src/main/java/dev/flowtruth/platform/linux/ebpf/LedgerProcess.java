package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Ancestor;
import dev.flowtruth.platform.linux.owner.ToldProcesses;
import dev.flowtruth.platform.linux.owner.ToldProcesses.Facts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process, what it runs, and the sockets that it holds. What it runs is worked out when somebody
 * asks: most processes never hold a socket.
 */
public final class LedgerProcess {
  private static final int FIRST_COMPACTION = 16;

  final ProcessId id;

  /** Of whom it was forked, until that was worked out. */
  private @Nullable LedgerProcess parent;

  private Facts facts;
  private @Nullable ProcessRef image;
  private List<Ancestor> parents = List.of();
  private @Nullable ProcessRef ref;
  private final int depth;

  private final List<LedgerSocket> sockets = new ArrayList<>(1);
  private int compactAt = FIRST_COMPACTION;

  /** One of which an event told; the parent is null when nobody knows him. */
  LedgerProcess(Facts facts, @Nullable LedgerProcess parent) {
    id = facts.id();
    this.facts = facts;
    this.parent = parent;
    depth = parent == null || parent.ref != null ? 0 : parent.depth + 1;
  }

  /** One that was read from /proc. */
  LedgerProcess(ProcessRef ref) {
    this(new Facts(ref.id(), ref.comm(), ref.uid(), 0, ref.executable(), null), null);
    this.ref = ref;
  }

  /** How many generations above it have not been worked out. */
  int depth() {
    return depth;
  }

  /** It runs something else from now on. */
  void execute(Facts newFacts) {
    if (ref != null) {
      image = ref;
      parents = ref.parents();
      ref = null;
    }
    facts = newFacts;
  }

  /** The arguments of what it runs. */
  void setArguments(List<String> arguments) {
    execute(new Facts(id, facts.comm(), facts.uid(), facts.group(), facts.executable(), arguments));
  }

  /** What it runs now; the same instance until it executes something else. */
  ProcessRef ref(ToldProcesses descriptions) {
    if (ref == null) {
      if (parent != null) {
        image = parent.ref(descriptions);
        parents = ToldProcesses.ancestors(image);
        parent = null;
      }
      ref = descriptions.describe(facts, image, parents);
    }
    return ref;
  }

  void hold(LedgerSocket socket) {
    if (sockets.size() >= compactAt) {
      sockets.removeIf(LedgerSocket::isClosed);
      compactAt = Math.max(FIRST_COMPACTION, 2 * sockets.size());
    }
    sockets.add(socket);
  }

  /** Those that it held at some time and that are open. */
  List<LedgerSocket> openSockets() {
    sockets.removeIf(LedgerSocket::isClosed);
    return List.copyOf(sockets);
  }

  boolean holdsAny() {
    return sockets.stream().anyMatch(socket -> !socket.isClosed());
  }
}
