package dev.flowtruth.platform.linux.owner;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash map from a number to an object that allocates nothing to look something up: open
 * addressing with linear probing, at most half full.
 */
public final class LongMap<V> {
  private static final int SMALLEST = 8;

  private long[] keys = new long[SMALLEST];
  private @Nullable Object[] values = new Object[SMALLEST];
  private int size;

  public int size() {
    return size;
  }

  public @Nullable V get(long key) {
    return valueAt(slot(key));
  }

  public void put(long key, V value) {
    if (2 * (size + 1) > keys.length) {
      resize(2 * keys.length);
    }
    int slot = slot(key);
    size += values[slot] == null ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
  }

  public void remove(long key) {
    int hole = slot(key);
    if (values[hole] == null) {
      return;
    }
    size--;
    // Whatever came after it because of it moves up, so that no search ends at the hole.
    int mask = keys.length - 1;
    for (int at = (hole + 1) & mask; values[at] != null; at = (at + 1) & mask) {
      int home = home(keys[at]);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        keys[hole] = keys[at];
        values[hole] = values[at];
        hole = at;
      }
    }
    values[hole] = null;
  }

  public void clear() {
    keys = new long[SMALLEST];
    values = new Object[SMALLEST];
    size = 0;
  }

  /** In no order. The action may not change the map. */
  public void forEach(Consumer<V> action) {
    for (int slot = 0; slot < values.length; slot++) {
      V value = valueAt(slot);
      if (value != null) {
        action.accept(value);
      }
    }
  }

  private int slot(long key) {
    int slot = home(key);
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private int home(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (keys.length - 1);
  }

  @SuppressWarnings("unchecked")
  private @Nullable V valueAt(int slot) {
    return (V) values[slot];
  }

  private void resize(int length) {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = Arrays.copyOf(new long[0], length);
    values = new Object[length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
