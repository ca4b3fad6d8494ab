package dev.flowtruth.cli.who;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.sockets.Glob;
import dev.flowtruth.core.model.CommunityId;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code who} is asked for: {@code 10.0.0.5:443}, {@code :53/udp}, a 5-tuple, a
 * Community ID, a pid, or a process name, in which {@code *} and {@code ?} are wildcards.
 */
final class QuestionParser {
  private static final Pattern COMMUNITY_ID = Pattern.compile("1:[A-Za-z0-9+/]{27}=");
  private static final Pattern PID = Pattern.compile("\\d{1,10}");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([0-9.]*)):(\\d{1,5})");
  private static final Pattern PROTOCOL_SUFFIX = Pattern.compile("(.*)/([a-z0-9]+)");
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*->\\s*|(?<=[\\d\\]])-(?=[\\d\\[])|[\\s,]+");

  private final Collection<LocalAddress> addresses;

  /** With the host's own addresses: only there is a wildcard socket an answer. */
  QuestionParser(Collection<LocalAddress> addresses) {
    this.addresses = addresses;
  }

  Question parse(String text) {
    if (COMMUNITY_ID.matcher(text).matches()) {
      return new Question("flow " + text, s -> text.equals(communityId(s)));
    }
    if (PID.matcher(text).matches()) {
      long pid = Long.parseLong(text);
      return new Question("process " + pid, s -> hasOwner(s, pid));
    }
    Question byAddress = byAddress(text);
    if (byAddress != null) {
      return byAddress;
    }
    Glob glob = Glob.of(text);
    return new Question(
        "process '" + text + "'",
        s -> s.owners().stream().anyMatch(o -> glob.matches(o.process().name())));
  }

  private @Nullable Question byAddress(String text) {
    Integer protocol = null;
    String rest = text;
    Matcher suffix = PROTOCOL_SUFFIX.matcher(text);
    if (suffix.matches()) {
      protocol = protocol(suffix.group(2));
      rest = protocol == null ? text : suffix.group(1);
    }
    List<Endpoint> ends = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of(BETWEEN.split(rest.strip())));
    joinAddressesAndPorts(words);
    for (String word : words) {
      Endpoint end = endpoint(word);
      Integer named = end == null ? protocol(word) : null;
      if (end == null && named == null) {
        return null;
      }
      protocol = named == null ? protocol : named;
      if (end != null) {
        ends.add(end);
      }
    }
    return question(text, ends, protocol);
  }

  private @Nullable Question question(
      String text, List<Endpoint> ends, @Nullable Integer protocol) {
    return switch (ends.size()) {
      case 0 -> null;
      case 1 -> new Question("endpoint " + text, s -> isOf(s, protocol) && isAt(s, ends.get(0)));
      case 2 ->
          new Question(
              "flow " + text, s -> isOf(s, protocol) && isBetween(s, ends.get(0), ends.get(1)));
      default -> throw Failure.input("'" + text + "' has more than two endpoints");
    };
  }

  /** {@code 10.0.0.1 1234} is {@code 10.0.0.1:1234}. */
  private static void joinAddressesAndPorts(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (isAddress(words.get(i)) && PID.matcher(words.get(i + 1)).matches()) {
        words.set(i, "[" + words.get(i) + "]:" + words.remove(i + 1));
      }
    }
  }

  private static boolean isAddress(String word) {
    try {
      return IpAddress.parse(word) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** An endpoint; its address is {@code ::} where only a port was given; null when it is none. */
  private static @Nullable Endpoint endpoint(String word) {
    Matcher matcher = ENDPOINT.matcher(word);
    if (!matcher.matches()) {
      return isAddress(word) ? new Endpoint(IpAddress.parse(word), 0) : null;
    }
    String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = Integer.parseInt(matcher.group(3));
    if (port > 65535) {
      throw Failure.input("'" + word + "': a port is 0 to 65535");
    }
    try {
      return new Endpoint(address.isEmpty() ? IpAddress.ANY_V6 : IpAddress.parse(address), port);
    } catch (IllegalArgumentException e) {
      throw Failure.input("'" + word + "': " + e.getMessage());
    }
  }

  private static @Nullable Integer protocol(String word) {
    OptionalInt number = Protocol.numberOf(word);
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }

  private static boolean isOf(Sighting socket, @Nullable Integer protocol) {
    return protocol == null || !socket.protocol().raw() && socket.protocol().number() == protocol;
  }

  private boolean isAt(Sighting socket, Endpoint asked) {
    if (asked.address().isWildcard()) {
      return socket.local().port() == asked.port();
    }
    return owns(socket, asked) || is(socket.peer(), asked);
  }

  /** Both ends, in either direction; a socket without a peer answers for its own end alone. */
  private boolean isBetween(Sighting socket, Endpoint one, Endpoint other) {
    if (!socket.isUnconnected()) {
      return is(socket.local(), one) && is(socket.peer(), other)
          || is(socket.local(), other) && is(socket.peer(), one);
    }
    return !socket.protocol().isConnectionOriented() && (owns(socket, one) || owns(socket, other));
  }

  private boolean owns(Sighting socket, Endpoint asked) {
    if (is(socket.local(), asked)) {
      return true;
    }
    return socket.isUnconnected()
        && socket.local().address().isWildcard()
        && (asked.port() == 0 || socket.local().port() == asked.port())
        && isLocal(asked.address());
  }

  private boolean isLocal(IpAddress address) {
    return address.isLoopback()
        || addresses.stream()
            .anyMatch(own -> own.ip().withoutScope().equals(address.withoutScope()));
  }

  /** A scope or a port that was not asked for does not matter. */
  private static boolean is(Endpoint end, Endpoint asked) {
    IpAddress address = asked.address().scope() == 0 ? end.address().withoutScope() : end.address();
    return address.equals(asked.address()) && (asked.port() == 0 || end.port() == asked.port());
  }

  private static boolean hasOwner(Sighting socket, long pid) {
    return socket.owners().stream().anyMatch(owner -> owner.process().pid() == pid);
  }

  private static @Nullable String communityId(Sighting socket) {
    return socket.protocol().hasPorts() && !socket.isUnconnected()
        ? CommunityId.of(socket.protocol(), socket.local(), socket.peer())
        : null;
  }
}
