package dev.flowtruth.formats.flows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON objects, one on each line, into memory. What is not known is left out. Not thread-safe. */
final class JsonOut {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** Where the current object goes. */
  private static final class Target extends OutputStream {
    private ByteSink sink = new ByteSink(0);

    @Override
    public void write(int value) {
      sink.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      sink.put(bytes, from, from + length);
    }
  }

  /** What the generator does. */
  private interface Step {
    void run(JsonGenerator generator) throws IOException;
  }

  private final Target target = new Target();
  private final JsonGenerator generator;

  JsonOut() {
    try {
      generator = JSON.createGenerator(target);
      generator.setRootValueSeparator(new SerializedString(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonOut step(Step step) {
    try {
      step.run(generator);
      return this;
    } catch (IOException e) { // memory does not fail so
      throw new UncheckedIOException(e);
    }
  }

  /** Begins the object of a line. */
  JsonOut begin(ByteSink sink) {
    target.sink = sink;
    return step(JsonGenerator::writeStartObject);
  }

  /** Ends the line. */
  void finish() {
    step(JsonGenerator::writeEndObject);
    step(JsonGenerator::flush);
    target.sink.put((byte) '\n');
  }

  JsonOut object(String name) {
    return step(g -> g.writeObjectFieldStart(name));
  }

  JsonOut end() {
    return step(JsonGenerator::writeEndObject);
  }

  JsonOut text(String name, @Nullable String value) {
    return value == null ? this : step(g -> g.writeStringField(name, value));
  }

  /** Leaves negative numbers out. */
  JsonOut number(String name, long value) {
    return value < 0 ? this : step(g -> g.writeNumberField(name, value));
  }

  JsonOut texts(String name, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    step(g -> g.writeArrayFieldStart(name));
    values.forEach(value -> step(g -> g.writeString(value)));
    return step(JsonGenerator::writeEndArray);
  }

  /** A number whose digits are known already. */
  JsonOut digits(String name, String value) {
    return step(
        g -> {
          g.writeFieldName(name);
          g.writeNumber(value);
        });
  }
}
