package dev.flowtruth.platform.macos.owner;

import dev.flowtruth.platform.macos.calls.MacosSystem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** User names by id, each asked for once. Not thread-safe. */
final class Users {
  private final IntFunction<String> names;
  private final Map<Integer, String> known = new HashMap<>();

  Users(IntFunction<String> names) {
    this.names = names;
  }

  static Users ofSystem() {
    return new Users(MacosSystem::userName);
  }

  /** Null when nobody has this id. */
  @Nullable String name(int uid) {
    String name = known.computeIfAbsent(uid, names::apply);
    return name.isEmpty() ? null : name;
  }
}
