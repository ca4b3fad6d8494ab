package dev.flowtruth.cli.who;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is asked for. What was not asked for does not matter.
 *
 * @param address null for any address
 * @param port null for any port
 */
record AskedEndpoint(@Nullable IpAddress address, @Nullable Integer port) {
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(.*))?");

  /**
   * What can only be meant as an endpoint, be it one or not: a colon in front or behind dotted
   * numbers, four dotted numbers, brackets around what has the colons of IPv6, or hexadecimal
   * numbers with such colons. {@code nginx: worker}, {@code kworker/0:1}, {@code a:b} and {@code
   * 2.0.14} are names.
   */
  private static final Pattern MEANT =
      Pattern.compile(
          "\\*?:.*"
              + "|\\d[\\d.]*\\.[\\d.]*:.*"
              + "|\\d+(\\.\\d+){3,}(/.*)?"
              + "|localhost:\\d+"
              + "|\\[[^\\]]*[.:][^\\]]*\\]:\\d+"
              + "|\\[[0-9a-fA-F.]*:[0-9a-fA-F.]*:.*"
              + "|(?=.*(::|:.*:.*:))[0-9a-fA-F:.]+(%.*)?");

  /** True when the word can be nothing else, so that a wrong one is a mistake. */
  static boolean isMeantBy(String word) {
    return MEANT.matcher(word).matches();
  }

  static boolean isAddress(String word) {
    try {
      return IpAddress.parse(word) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads {@code 10.0.0.5:443}, {@code [fe80::1%2]:443}, {@code :53}, {@code *:53} or an address
   * alone. On the wildcard address a port is that port on any.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  static AskedEndpoint parse(String word) {
    if (isAddress(word)) {
      return new AskedEndpoint(IpAddress.parse(word), null);
    }
    Matcher bracketed = BRACKETED.matcher(word);
    if (bracketed.matches()) {
      return of(IpAddress.parse(bracketed.group(1)), bracketed.group(2));
    }
    if (word.startsWith("[")) {
      throw new IllegalArgumentException("an address in brackets is written [ADDRESS]:PORT");
    }
    int colon = word.lastIndexOf(':');
    String address = colon < 0 || word.indexOf(':') < colon ? word : word.substring(0, colon);
    boolean any = address.isEmpty() || address.equals("*");
    String port = address.equals(word) ? null : word.substring(colon + 1);
    return of(any ? null : IpAddress.parse(address), port);
  }

  private static AskedEndpoint of(@Nullable IpAddress address, @Nullable String port) {
    if (port == null) {
      return new AskedEndpoint(address, null);
    }
    boolean anywhere = address == null || address.isWildcard();
    return new AskedEndpoint(anywhere ? null : address, port(port));
  }

  private static int port(String text) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("'" + text + "' is not a port (0 to 65535)");
    }
    return port;
  }

  boolean is(Endpoint end) {
    return hasPortOf(end) && (address == null || isAddressOf(end));
  }

  boolean hasPortOf(Endpoint end) {
    return port == null || end.port() == port;
  }

  private boolean isAddressOf(Endpoint end) {
    boolean scoped = address != null && address.scope() != 0;
    return (scoped ? end.address() : end.address().withoutScope()).equals(address);
  }
}
