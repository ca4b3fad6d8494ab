package dev.flowtruth.platform.linux.provider;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Known sockets by a 64-bit key: open addressing with linear probing, so that finding one costs no
 * allocation. Not thread-safe.
 */
final class SocketTable {
  private static final int FIRST_SIZE = 256;

  private @Nullable KnownSocket[] slots = new KnownSocket[FIRST_SIZE];
  private int count;

  int size() {
    return count;
  }

  @Nullable KnownSocket find(long key) {
    int mask = slots.length - 1;
    for (int i = spread(key) & mask; ; i = i + 1 & mask) {
      KnownSocket found = slots[i];
      if (found == null || found.key == key) {
        return found;
      }
    }
  }

  /** Adds a socket whose key is not there yet. */
  void add(KnownSocket socket) {
    if (2 * count >= slots.length) {
      rebuild(2 * slots.length, any -> true);
    }
    insert(socket);
  }

  private void insert(KnownSocket socket) {
    int mask = slots.length - 1;
    int i = spread(socket.key) & mask;
    while (slots[i] != null) {
      i = i + 1 & mask;
    }
    slots[i] = socket;
    count++;
  }

  /** Drops all others. */
  void retain(Predicate<KnownSocket> wanted) {
    int size = slots.length;
    while (size > FIRST_SIZE && 8 * count < size) {
      size /= 2;
    }
    rebuild(size, wanted);
  }

  private void rebuild(int size, Predicate<KnownSocket> wanted) {
    @Nullable KnownSocket[] old = slots;
    slots = new KnownSocket[size];
    count = 0;
    for (KnownSocket socket : old) {
      if (socket != null && wanted.test(socket)) {
        insert(socket);
      }
    }
  }

  boolean anyMatch(Predicate<KnownSocket> wanted) {
    for (KnownSocket socket : slots) {
      if (socket != null && wanted.test(socket)) {
        return true;
      }
    }
    return false;
  }

  void forEach(Consumer<KnownSocket> action) {
    for (KnownSocket socket : slots) {
      if (socket != null) {
        action.accept(socket);
      }
    }
  }

  /** Cookies and inodes come in runs; the multiplication spreads them. */
  private static int spread(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 32);
  }
}
