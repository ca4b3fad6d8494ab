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
 * The holders: a row for each process image that held a socket, chained from its socket's row. Not
 * thread-safe while rows are added.
 */
final class HolderRows {
  static final int NONE = -1;

  private static final int USED = 1 << 4;
  private static final int ORPHANED = 1 << 5;
  private static final Role[] ROLES = Role.values();

  private final List<ProcessRef> processes = new ArrayList<>();
  private final Map<ProcessRef, Integer> processIds = new HashMap<>();

  private static final int PROCESS = 0;
  private static final int FACTS = 1;
  private static final int NEXT = 2;
  private static final int FROM = 3;
  private static final int UNTIL = FROM + TimesField.WIDTH;
  private static final int WIDTH = UNTIL + TimesField.WIDTH;

  private final IntRows rows = new IntRows(WIDTH);
  final TimesField from = new TimesField(rows, FROM);
  final TimesField until = new TimesField(rows, UNTIL);

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
      freeList = rows.get(holder, NEXT);
    }
    rows.set(holder, PROCESS, idOf(owner.process()));
    rows.set(holder, FACTS, owner.role().ordinal() | (owner.used() ? USED : 0));
    rows.set(holder, NEXT, nextHolder);
    from.set(holder, time);
    until.setNever(holder);
    return holder;
  }

  /** Gives a socket's whole chain back. */
  void removeChain(int first) {
    for (int holder = first; holder != NONE; ) {
      int following = rows.get(holder, NEXT);
      rows.set(holder, NEXT, freeList);
      freeList = holder;
      holder = following;
    }
  }

  ProcessRef process(int holder) {
    return processes.get(rows.get(holder, PROCESS));
  }

  Role role(int holder) {
    return ROLES[rows.get(holder, FACTS) & 0xf];
  }

  /** True when it is known to have sent or received on the socket. */
  boolean used(int holder) {
    return (rows.get(holder, FACTS) & USED) != 0;
  }

  void setUsed(int holder) {
    rows.set(holder, FACTS, rows.get(holder, FACTS) | USED);
  }

  /** True when it gave the socket up as the last one, while the kernel still closes it. */
  boolean isOrphaned(int holder) {
    return (rows.get(holder, FACTS) & ORPHANED) != 0;
  }

  void setOrphaned(int holder, boolean orphaned) {
    int bits = rows.get(holder, FACTS) & ~ORPHANED;
    rows.set(holder, FACTS, orphaned ? bits | ORPHANED : bits);
  }

  /** The next holder of the same socket, or {@link #NONE}. */
  int next(int holder) {
    return rows.get(holder, NEXT);
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
