package dev.flowtruth.platform.linux.packet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cookies of the sockets of one namespace about which nothing more can be found out; the newest
 * only. (Before Linux 5.10 two namespaces may give the same cookie.) Not thread-safe.
 */
final class RecentCookies {
  private static final int MOST = 4096;

  @SuppressWarnings("serial") // never serialized
  private final Map<Long, Boolean> cookies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > MOST;
        }
      };

  boolean contains(long cookie) {
    return cookies.containsKey(cookie);
  }

  void add(long cookie) {
    cookies.put(cookie, true);
  }
}
