package dev.flowtruth.core.label;

import dev.flowtruth.core.model.IpAddress;
import java.util.Arrays;

/**
 * Gives every address a small number, so that a row keeps 4 bytes for it. An address with a scope
 * has a number of its own and knows that of its scopeless form, by which flows are looked up: a
 * flow file knows no scopes. Not thread-safe while addresses are added.
 */
final class AddressTable {
  /** The number of an address that is not in the table. */
  static final int ABSENT = -1;

  private static final int HIGH = 0;
  private static final int LOW = 2;
  private static final int SCOPE = 4;
  private static final int SCOPELESS = 5;
  private static final int LOCAL = 6;
  private static final int WIDTH = 7;

  private final IntRows rows = new IntRows(WIDTH);
  private int[] slots = filled(64);
  private int size;

  /** The number of the address, new if need be. */
  int add(IpAddress address) {
    int known = find(address);
    if (known != ABSENT) {
      return known;
    }
    int bare = address.scope() == 0 ? size : add(address.withoutScope());
    if (size * 3 > slots.length * 2) {
      grow();
    }
    int id = size++;
    rows.setLong(id, HIGH, address.high());
    rows.setLong(id, LOW, address.low());
    rows.set(id, SCOPE, address.scope());
    rows.set(id, SCOPELESS, address.scope() == 0 ? id : bare);
    insert(id);
    return id;
  }

  /** The number of the address, or {@link #ABSENT}. */
  int find(IpAddress address) {
    int mask = slots.length - 1;
    int slot = hash(address.high(), address.low(), address.scope()) & mask;
    for (; slots[slot] != ABSENT; slot = slot + 1 & mask) {
      int id = slots[slot];
      if (rows.getLong(id, LOW) == address.low()
          && rows.getLong(id, HIGH) == address.high()
          && rows.get(id, SCOPE) == address.scope()) {
        return id;
      }
    }
    return ABSENT;
  }

  /** The number of the same address without its scope. */
  int scopeless(int id) {
    return rows.get(id, SCOPELESS);
  }

  int scope(int id) {
    return rows.get(id, SCOPE);
  }

  /** Notes that some socket has the address at its local end. */
  void setLocal(int id) {
    rows.set(id, LOCAL, 1);
    rows.set(scopeless(id), LOCAL, 1);
  }

  /** True when some socket had the address at its local end; most remote ones never have. */
  boolean isLocal(int id) {
    return rows.get(id, LOCAL) != 0;
  }

  IpAddress get(int id) {
    return new IpAddress(rows.getLong(id, HIGH), rows.getLong(id, LOW), scope(id));
  }

  private void grow() {
    slots = filled(slots.length * 2);
    for (int id = 0; id < size; id++) {
      insert(id);
    }
  }

  private void insert(int id) {
    int mask = slots.length - 1;
    int slot = hash(rows.getLong(id, HIGH), rows.getLong(id, LOW), scope(id)) & mask;
    while (slots[slot] != ABSENT) {
      slot = slot + 1 & mask;
    }
    slots[slot] = id;
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, ABSENT);
    return slots;
  }

  private static int hash(long high, long low, int scope) {
    long mixed = (high * 31 + low) * 0x9e3779b97f4a7c15L + scope;
    return (int) (mixed ^ mixed >>> 32);
  }
}
