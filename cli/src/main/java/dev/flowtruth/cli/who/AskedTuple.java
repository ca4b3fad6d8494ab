package dev.flowtruth.cli.who;

import dev.flowtruth.core.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint or the two of a flow, as they are asked for.
 *
 * @param ends one or two
 * @param protocol number, null for any
 */
record AskedTuple(List<AskedEndpoint> ends, @Nullable Integer protocol) {
  private static final Pattern SUFFIX = Pattern.compile("(.*)/([A-Za-z0-9-]+)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final Pattern BETWEEN =
      Pattern.compile("\\s*->\\s*|(?<=[\\d\\]])-(?=[\\d\\[])|[\\s,]+");

  AskedTuple {
    ends = List.copyOf(ends);
  }

  /**
   * Reads {@code 10.0.0.5:443}, {@code :53/udp}, {@code tcp 10.0.0.5:51000 10.0.0.9:443} or {@code
   * 10.0.0.5:51000 -> 10.0.0.9:443}. Null when the text is meant as something else.
   *
   * @throws IllegalArgumentException when it is meant so and is none; the message says why
   */
  static @Nullable AskedTuple parse(String text) {
    Matcher suffix = SUFFIX.matcher(text);
    Integer protocol = suffix.matches() ? protocol(suffix.group(2)) : null;
    List<String> words = words(protocol == null ? text : suffix.group(1), protocol != null);
    if (!isMeantBy(words)) {
      return null;
    }
    List<AskedEndpoint> ends = new ArrayList<>();
    for (String word : words) {
      Integer named = protocol(word);
      if (named == null) {
        ends.add(endpoint(word));
      } else if (protocol != null && !protocol.equals(named)) {
        throw new IllegalArgumentException("it names two protocols");
      } else {
        protocol = named;
      }
    }
    return new AskedTuple(checked(ends), protocol);
  }

  /** {@code 10.0.0.1 1234} is {@code 10.0.0.1:1234}, and {@code 53/udp} is {@code :53/udp}. */
  private static List<String> words(String text, boolean hasProtocol) {
    if (hasProtocol && NUMBER.matcher(text).matches()) {
      return List.of(":" + text);
    }
    List<String> words = new ArrayList<>(List.of(BETWEEN.split(text.strip())));
    for (int i = 0; i + 1 < words.size(); i++) {
      if (AskedEndpoint.isAddress(words.get(i)) && NUMBER.matcher(words.get(i + 1)).matches()) {
        words.set(i, "[" + words.get(i) + "]:" + words.remove(i + 1));
      }
    }
    return words;
  }

  /** The first word that is no protocol decides. */
  private static boolean isMeantBy(List<String> words) {
    return words.stream()
        .filter(word -> protocol(word) == null)
        .findFirst()
        .filter(AskedEndpoint::isMeantBy)
        .isPresent();
  }

  private static AskedEndpoint endpoint(String word) {
    Matcher suffix = SUFFIX.matcher(word);
    if (suffix.matches()) {
      throw new IllegalArgumentException(
          "'" + suffix.group(2) + "' is not a protocol (tcp, udp, ...)");
    }
    return AskedEndpoint.parse(word);
  }

  private static List<AskedEndpoint> checked(List<AskedEndpoint> ends) {
    if (ends.size() > 2) {
      throw new IllegalArgumentException("it has more than two endpoints");
    }
    boolean isFlow = ends.size() == 2;
    if (isFlow && (ends.get(0).port() == null) != (ends.get(1).port() == null)) {
      throw new IllegalArgumentException("one of its ends has no port");
    }
    return ends;
  }

  private static @Nullable Integer protocol(String word) {
    OptionalInt number = Protocol.numberOf(word);
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }
}
