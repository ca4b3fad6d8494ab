package dev.flowtruth.cli.sockets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes objects as JSON, one a line, leaving out what is unknown. Not thread-safe. */
public final class JsonLines {
  private final JsonGenerator json;

  public JsonLines(Writer out) {
    try {
      json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes into an object. */
  @FunctionalInterface
  public interface Body {
    void write();
  }

  /** One object on a line of its own. */
  public void line(Body body) {
    attempt(
        () -> {
          json.writeStartObject();
          body.write();
          json.writeEndObject();
          json.flush();
        });
    endLine();
  }

  private void endLine() {
    attempt(
        () -> {
          json.writeRaw('\n');
          json.flush();
        });
  }

  /** A field of the object that is being written; nothing when the value is null. */
  public void field(String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    attempt(
        () -> {
          json.writeFieldName(name);
          value(value);
        });
  }

  /** A field that is an object. */
  public void object(String name, Body body) {
    attempt(
        () -> {
          json.writeObjectFieldStart(name);
          body.write();
          json.writeEndObject();
        });
  }

  /** A field that is a list of objects. */
  public <T> void objects(String name, List<T> items, java.util.function.Consumer<T> body) {
    attempt(
        () -> {
          json.writeArrayFieldStart(name);
          for (T item : items) {
            json.writeStartObject();
            body.accept(item);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** All that is known of a socket, into the object that is being written. */
  public void socket(OpenSocket socket) {
    SocketFields.ALL.forEach(f -> field(f.name(), f.read().apply(socket)));
    objects("owners", socket.ownership().owners(), this::owner);
    field(SocketFields.REASON.name(), SocketFields.REASON.read().apply(socket));
  }

  /** All that is known of an owner, into the object that is being written. */
  public void owner(Owner owner) {
    OwnerFields.ALL.forEach(f -> field(f.name(), f.read().apply(owner)));
  }

  private void value(Object value) throws IOException {
    if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof BigInteger big) {
      json.writeNumber(big);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        value(item);
      }
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
