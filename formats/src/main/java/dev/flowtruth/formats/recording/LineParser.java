package dev.flowtruth.formats.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes of a line to its fields. A field that is {@code null} counts as absent. */
final class LineParser {
  private final JsonFactory json = new JsonFactory();

  /**
   * The fields of the one object that the bytes are.
   *
   * @throws IOException when they are anything else
   */
  Map<String, Object> parse(byte[] bytes, int offset, int length) throws IOException {
    // The library would take UTF-16 and UTF-32 for what they are; a recording is UTF-8 alone.
    if (length < 2 || bytes[offset] != '{' || bytes[offset + 1] == 0) {
      throw new IOException("it is not a JSON object");
    }
    try (JsonParser parser = json.createParser(bytes, offset, length)) {
      parser.nextToken();
      Map<String, Object> fields = object(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more follows after the object");
      }
      return fields;
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Object value = value(parser, parser.nextToken());
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    if (token == null) {
      throw new IOException("it breaks off");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> integer(parser);
      default -> parser.getText();
    };
  }

  /** A long, or the digits of what is none. */
  private static Object integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getText();
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      Object element = value(parser, token);
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }
}
