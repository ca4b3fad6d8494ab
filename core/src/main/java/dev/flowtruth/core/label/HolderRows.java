package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of the holders: a row for each process image that held a socket, chained from its
 * socket's row. Not thread-safe while rows are added.
 */
final class HolderRows {
  static final int NONE = -1;

  private static final int USED = 1 << 4;
  private static final int ORPHANED = 1 << 5;
  private static final Role[] ROLES = Role.values();

  private final List<ProcessRef> processes = new ArrayList<>();
  private final Map<ProcessRef, Integer> processIds = new HashMap<>();

  private final IntColumn process = new IntColumn();
  private final ByteColumn facts = new ByteColumn();
  private final IntColumn next = new IntColumn();
  final TimesColumn from = new TimesColumn();
  final TimesColumn until = new TimesColumn();

  private int end;
  private int freeList = NONE;

  /** A holder since the time, before {@code nextHolder} in its socket's chain. */
  @SuppressWarnings("EnumOrdinal") // a code within this table, never stored elsewhere
  int add(Owner owner, TimeBounds time, int nextHolder) {
    int holder = end;
    if (freeList == NONE) {
      end++;
    } else {
      holder = freeList;
      freeList = next.get(holder);
    }
    process.set(holder, idOf(owner.process()));
    facts.set(holder, (byte) (owner.role().ordinal() | (owner.used() ? USED : 0)));
    next.set(holder, nextHolder);
    from.set(holder, time);
    until.setNever(holder);
    return holder;
  }

  /** Gives a socket's whole chain back. */
  void removeChain(int first) {
    for (int holder = first; holder != NONE; ) {
      int following = next.get(holder);
      next.set(holder, freeList);
      freeList = holder;
      holder = following;
    }
  }

  ProcessRef process(int holder) {
    return processes.get(process.get(holder));
  }

  Role role(int holder) {
    return ROLES[facts.get(holder) & 0xf];
  }

  /** True when it is known to have sent or received on the socket. */
  boolean used(int holder) {
    return (facts.get(holder) & USED) != 0;
  }

  void setUsed(int holder) {
    facts.set(holder, (byte) (facts.get(holder) | USED));
  }

  /** True when it gave the socket up as the last one, while the kernel still closes it. */
  boolean isOrphaned(int holder) {
    return (facts.get(holder) & ORPHANED) != 0;
  }

  void setOrphaned(int holder, boolean orphaned) {
    int bits = facts.get(holder) & ~ORPHANED;
    facts.set(holder, (byte) (orphaned ? bits | ORPHANED : bits));
  }

  /** The next holder of the same socket, or {@link #NONE}. */
  int next(int holder) {
    return next.get(holder);
  }

  private int idOf(ProcessRef ref) {
    return processIds.computeIfAbsent(
        ref,
        unseen -> {
          processes.add(unseen);
          return processes.size() - 1;
        });
  }
}
