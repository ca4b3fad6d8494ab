package dev.flowtruth.platform.linux.provider;

import java.util.Arrays;

/** A few numbers, of which there is mostly one. Immutable. */
final class IdSet {
  static final IdSet EMPTY = new IdSet(new int[0]);

  private final int[] ids;

  private IdSet(int[] ids) {
    this.ids = ids;
  }

  boolean isEmpty() {
    return ids.length == 0;
  }

  boolean has(int id) {
    for (int one : ids) {
      if (one == id) {
        return true;
      }
    }
    return false;
  }

  IdSet with(int id) {
    if (has(id)) {
      return this;
    }
    int[] more = Arrays.copyOf(ids, ids.length + 1);
    more[ids.length] = id;
    return new IdSet(more);
  }

  IdSet withAll(IdSet more) {
    IdSet all = this;
    for (int id : more.ids) {
      all = all.with(id);
    }
    return all;
  }

  IdSet without(int id) {
    if (!has(id)) {
      return this;
    }
    int[] left = Arrays.stream(ids).filter(one -> one != id).toArray();
    return left.length == 0 ? EMPTY : new IdSet(left);
  }
}
