package dev.flowtruth.cli.acceptance;

import dev.flowtruth.workload.Truth;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of the truth in one spelling. */
final class Addresses {
  private Addresses() {}

  /** Shortest form as tools write it, without a scope. */
  static String bare(Truth.Address address) {
    String ip = address.ip().replaceFirst("%.*", "");
    return ip.indexOf(':') < 0 ? ip : compressed(parse(ip));
  }

  /** The interface of a link-local address, empty for others. */
  static String scope(Truth.Address address) {
    int percent = address.ip().indexOf('%');
    return percent < 0 ? "" : address.ip().substring(percent + 1);
  }

  static boolean isWildcard(Truth.Address address) {
    return parse(address.ip().replaceFirst("%.*", "")).isAnyLocalAddress();
  }

  static boolean isLoopback(Truth.Address address) {
    return parse(address.ip().replaceFirst("%.*", "")).isLoopbackAddress();
  }

  private static InetAddress parse(String ip) {
    try {
      return InetAddress.getByName(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: " + ip, e);
    }
  }

  /** RFC 5952 for what the lab uses: the first longest run of zero groups becomes {@code ::}. */
  private static String compressed(InetAddress address) {
    String full = address.getHostAddress().replaceFirst("%.*", "");
    String longest = "";
    var runs = java.util.regex.Pattern.compile("(^|:)0(:0)+(:|$)").matcher(full);
    while (runs.find()) {
      longest = runs.group().length() > longest.length() ? runs.group() : longest;
    }
    return longest.isEmpty() ? full : full.replaceFirst(longest, "::");
  }
}
