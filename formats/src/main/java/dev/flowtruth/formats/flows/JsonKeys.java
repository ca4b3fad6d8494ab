package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an object whose values matter. One with a point is looked for as it is, and as a key
 * of an object inside. Not thread-safe while keys are added.
 */
final class JsonKeys {
  private final List<Key> keys = new ArrayList<>();

  /**
   * A key.
   *
   * @param name its bytes
   * @param slot of its value, -1 when only something inside matters
   * @param inside what matters inside, null when nothing does
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Key(byte[] name, int slot, @Nullable JsonKeys inside) {
    boolean is(byte[] data, int from, int to) {
      return name.length == to - from && Arrays.equals(data, from, to, name, 0, name.length);
    }
  }

  void add(String path, int slot) {
    keys.add(new Key(path.getBytes(StandardCharsets.UTF_8), slot, null));
    int point = path.indexOf('.');
    if (point > 0) {
      inside(path.substring(0, point)).add(path.substring(point + 1), slot);
    }
  }

  private JsonKeys inside(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (Key key : keys) {
      if (key.inside() != null && key.is(bytes, 0, bytes.length)) {
        return key.inside();
      }
    }
    JsonKeys inside = new JsonKeys();
    keys.add(new Key(bytes, -1, inside));
    return inside;
  }

  /** The key {@code data[from, to)}, null when it does not matter. */
  @Nullable Key find(byte[] data, int from, int to) {
    for (Key key : keys) {
      if (key.is(data, from, to)) {
        return key;
      }
    }
    return null;
  }
}
