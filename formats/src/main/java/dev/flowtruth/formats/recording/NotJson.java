package dev.flowtruth.formats.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Says why a line is no JSON object. */
final class NotJson {
  private NotJson() {}

  static String words(LineSource line, IOException cause) {
    return "expected a JSON object, but " + trouble(line, cause);
  }

  private static String trouble(LineSource line, IOException cause) {
    if (line.length() == 0) {
      return "the line is empty";
    }
    for (int i = 0; i < line.length(); i++) {
      if (line.bytes()[line.offset() + i] == 0) {
        return "there is a NUL byte at column " + (i + 1);
      }
    }
    if (!isUtf8(line)) {
      return "the line is not UTF-8";
    }
    if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
      return "it is none at column " + json.getLocation().getColumnNr();
    }
    return Trouble.words(cause);
  }

  private static boolean isUtf8(LineSource line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.bytes(), line.offset(), line.length());
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
