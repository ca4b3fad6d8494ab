package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A namespace's own addresses as two text files of {@code /proc/PID/net} tell them: {@code
 * fib_trie} for IPv4 (net/ipv4/fib_trie.c; it names no interface) and {@code if_inet6} for IPv6
 * (net/ipv6/addrconf.c). Pure.
 */
public final class ProcNetAddresses {
  private static final Pattern LEAF = Pattern.compile("\\s*\\|-- (\\d+\\.\\d+\\.\\d+\\.\\d+)");
  private static final Pattern LOCAL = Pattern.compile("\\s*/(\\d+) host LOCAL");
  private static final Pattern V6 =
      Pattern.compile(
          "([0-9a-f]{16})([0-9a-f]{16}) ([0-9a-f]{2,8}) ([0-9a-f]{2}) [0-9a-f]{2} [0-9a-f]{2,8}"
              + " +(\\S+)");

  private static final int HOST = 32;

  private ProcNetAddresses() {}

  /** IPv4 addresses; each once, with the loopback network's prefix where it has one. */
  public static List<LocalAddress> v4(String fibTrie, long netns) throws DecodeException {
    List<LocalAddress> found = new ArrayList<>();
    IpAddress leaf = IpAddress.ANY_V4;
    for (String line : fibTrie.lines().toList()) {
      Matcher address = LEAF.matcher(line);
      Matcher local = LOCAL.matcher(line);
      if (address.matches()) {
        leaf = parse(address.group(1));
      } else if (local.matches() && Integer.parseInt(local.group(1)) == HOST) {
        add(new LocalAddress(leaf, HOST, netns, "", 0), found);
      }
    }
    return found;
  }

  private static IpAddress parse(String text) throws DecodeException {
    try {
      return IpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new DecodeException("fib_trie leaf", 0, text + " is no address");
    }
  }

  /** The local table shows up twice where it is merged with the main one. */
  private static void add(LocalAddress address, List<LocalAddress> found) {
    if (!found.contains(address)) {
      found.add(address);
    }
  }

  /** IPv6 addresses with their interfaces; lines of another form are refused. */
  public static List<LocalAddress> v6(String ifInet6, long netns) throws DecodeException {
    List<LocalAddress> found = new ArrayList<>();
    for (String line : ifInet6.lines().toList()) {
      found.add(v6Line(line, netns).orElseThrow(() -> noAddress(line)));
    }
    return found;
  }

  private static DecodeException noAddress(String line) {
    return new DecodeException("if_inet6", 0, "'" + line + "' tells no address");
  }

  private static Optional<LocalAddress> v6Line(String line, long netns) {
    Matcher parts = V6.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long high = Long.parseUnsignedLong(parts.group(1), 16);
    long low = Long.parseUnsignedLong(parts.group(2), 16);
    int index = Integer.parseUnsignedInt(parts.group(3), 16);
    int prefix = Integer.parseInt(parts.group(4), 16);
    return Optional.of(
        new LocalAddress(new IpAddress(high, low, index), prefix, netns, parts.group(5), index));
  }
}
