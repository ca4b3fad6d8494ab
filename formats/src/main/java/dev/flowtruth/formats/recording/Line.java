package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one parsed line. What does not fit is refused with file, line and field. */
final class Line {
  private static final long U32 = 0xffff_ffffL;

  private final String file;
  private final long number;
  private final Map<String, Object> fields;

  Line(String file, long number, Map<String, Object> fields) {
    this.file = file;
    this.number = number;
    this.fields = fields;
  }

  BadRecordingException bad(String field, String expected) {
    Object found = fields.get(field);
    String words = found == null ? "it is not there" : "found " + Quote.of(found);
    return new BadRecordingException(file, number, field, "expected " + expected + ", " + words);
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  @Nullable Object raw(String field) {
    return fields.get(field);
  }

  String text(String field) throws BadRecordingException {
    String value = optionalText(field);
    if (value == null) {
      throw bad(field, "a string");
    }
    return value;
  }

  @Nullable String optionalText(String field) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw bad(field, "a string");
  }

  /** A string, empty when it is not there. */
  String textOrEmpty(String field) throws BadRecordingException {
    String value = optionalText(field);
    return value == null ? "" : value;
  }

  boolean flag(String field) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null || value instanceof Boolean) {
      return value != null && (Boolean) value;
    }
    throw bad(field, "true or false");
  }

  /** A whole number that has to be there. */
  long number(String field, long lowest, long highest) throws BadRecordingException {
    if (!has(field)) {
      throw bad(field, range(lowest, highest));
    }
    return number(field, lowest, highest, 0);
  }

  /** A whole number, as a number or as the string of its digits. */
  long number(String field, long lowest, long highest, long absent) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null) {
      return absent;
    }
    try {
      long parsed = value instanceof Long l ? l : Long.parseLong((String) value);
      if (parsed >= lowest && parsed <= highest) {
        return parsed;
      }
    } catch (NumberFormatException | ClassCastException e) {
      // Said below, with what was found.
    }
    throw bad(field, range(lowest, highest));
  }

  private static String range(long lowest, long highest) {
    return highest == Long.MAX_VALUE
        ? "a whole number from " + lowest
        : "a whole number from " + lowest + " to " + highest;
  }

  /** A number of up to 64 bits without a sign, 0 when it is not there. */
  long unsigned(String field) throws BadRecordingException {
    Object value = fields.get(field);
    try {
      return value == null ? 0 : Long.parseUnsignedLong(value.toString());
    } catch (NumberFormatException e) {
      throw bad(field, "a whole number from 0 to 18446744073709551615");
    }
  }

  int uid(String field) throws BadRecordingException {
    return (int) number(field, 0, U32 - 1, -1);
  }

  /** Nanoseconds since the epoch. */
  long time(String field) throws BadRecordingException {
    if (!has(field)) {
      throw bad(field, Quote.TIME);
    }
    return time(field, 0);
  }

  long time(String field, long absent) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null) {
      return absent;
    }
    try {
      long parsed = Long.parseLong((String) value);
      if (parsed >= 0) {
        return parsed;
      }
    } catch (NumberFormatException | ClassCastException e) {
      // Said below, with what was found.
    }
    throw bad(field, Quote.TIME);
  }

  /** When something happened: the field, and {@code after} unless it is exact. */
  TimeBounds bounds(String field) throws BadRecordingException {
    return bounds("after", field, time(field));
  }

  /** From when to when. */
  TimeBounds span() throws BadRecordingException {
    return bounds("at", "until", time("until"));
  }

  private TimeBounds bounds(String lower, String upper, long at) throws BadRecordingException {
    if (!has(lower)) {
      return TimeBounds.exact(at);
    }
    long after = time(lower);
    if (after > at) {
      throw bad(lower, "a time not later than '" + upper + "' (" + at + ")");
    }
    return new TimeBounds(after == 0 && at > 0 ? Long.MIN_VALUE : after, at);
  }

  Endpoint endpoint(String side) throws BadRecordingException {
    int port = (int) number(side + "_port", 0, 65535);
    return new Endpoint(address(side + "_ip", side + "_scope"), port);
  }

  /** An address whose interface stands in a field of its own. */
  IpAddress address(String field, String scopeField) throws BadRecordingException {
    int scope = (int) number(scopeField, 0, Integer.MAX_VALUE, 0);
    IpAddress address = word(field, IpAddress::parse, "an IP address");
    return scope == 0 ? address : address.withScope(scope);
  }

  Protocol protocol() throws BadRecordingException {
    String label = text("protocol");
    if (label.equals("raw")) {
      return Protocol.raw((int) number("protocol_number", 0, 255));
    }
    OptionalInt known = Protocol.numberOf(label);
    return known.isPresent()
        ? Protocol.of(known.getAsInt())
        : word("protocol", Line::unnamed, "a protocol such as tcp, udp, raw or ip-47");
  }

  private static Protocol unnamed(String label) {
    if (!label.startsWith("ip-")) {
      throw new IllegalArgumentException("no name of a protocol");
    }
    return Protocol.of(Integer.parseInt(label.substring(3)));
  }

  @Nullable Reason reason() throws BadRecordingException {
    return has("reason") ? word("reason", Reason::ofLabel, "a reason such as kernel") : null;
  }

  /** A value that is parsed from a word. */
  <T> T word(String field, Function<String, T> parse, String expected)
      throws BadRecordingException {
    try {
      return parse.apply(text(field));
    } catch (IllegalArgumentException e) {
      throw bad(field, expected);
    }
  }

  /** An array of strings, null when it is not there. */
  @Nullable List<String> texts(String field) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof List<?> list)) {
      throw bad(field, "an array of strings");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw bad(field, "an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The elements of an array of objects, none when it is not there. */
  List<Line> objects(String field) throws BadRecordingException {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    List<Line> objects = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      objects.add(inner(field, element));
    }
    return objects;
  }

  /** An object within this one, empty when it is not there. */
  Line object(String field) throws BadRecordingException {
    Object value = fields.get(field);
    return value == null ? new Line(file, number, Map.of()) : inner(field, value);
  }

  @SuppressWarnings("unchecked") // The parser makes maps with these types alone.
  private Line inner(String field, Object value) throws BadRecordingException {
    if (value instanceof Map<?, ?> map) {
      return new Line(file, number, (Map<String, Object>) map);
    }
    throw bad(field, "an object");
  }
}
