package dev.flowtruth.cli.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A labelled flow file, read as any script would: rows by column name. */
final class LabelledFile {
  private static final JsonFactory JSON = new JsonFactory();

  private LabelledFile() {}

  /** All rows at once. */
  static List<Map<String, String>> read(Path file) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    forEach(file, rows::add);
    return rows;
  }

  /**
   * One row after the other. The form is known by the end of the file's name: {@code .csv}, {@code
   * .log} (Zeek) or {@code .json} (Zeek).
   */
  static void forEach(Path file, Consumer<Map<String, String>> sink) throws IOException {
    if (file.toString().endsWith(".csv")) {
      csv(file, sink);
    } else if (file.toString().endsWith(".log")) {
      zeek(file, sink);
    } else {
      json(file, sink);
    }
  }

  private static void json(Path file, Consumer<Map<String, String>> sink) throws IOException {
    for (String line : Files.readAllLines(file)) {
      sink.accept(jsonRow(line));
    }
  }

  /** What is nested is named as in tables: {@code src_pid} for the {@code pid} of {@code src}. */
  private static Map<String, String> jsonRow(String line) throws IOException {
    Map<String, String> row = new HashMap<>();
    for (String cell : List.of("src_pid", "src_process", "src_reason")) {
      row.put(cell, "");
      row.put(cell.replace("src", "dst"), "");
    }
    try (JsonParser parser = JSON.createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue() && parser.currentName() != null) {
          String outer = parser.getParsingContext().getParent().getCurrentName();
          row.put((outer == null ? "" : outer + "_") + parser.currentName(), parser.getText());
        }
      }
    }
    return row;
  }

  private static void csv(Path file, Consumer<Map<String, String>> sink) throws IOException {
    try (var reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      reader.forEach(row -> sink.accept(row.getFieldsAsMap()));
    }
  }

  private static void zeek(Path file, Consumer<Map<String, String>> sink) throws IOException {
    String @Nullable [] names = null;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#fields\t")) {
        names = line.substring("#fields\t".length()).split("\t", -1);
      } else if (!line.startsWith("#") && names != null) {
        sink.accept(row(names, line.split("\t", -1)));
      }
    }
  }

  /** Zeek writes {@code -} for nothing, and so do columns that are added to its files. */
  private static Map<String, String> row(String[] names, String[] values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], values[i].equals("-") ? "" : unescaped(values[i]));
    }
    return row;
  }

  /** Zeek writes bytes that would disturb its table as {@code \x09}. */
  private static String unescaped(String cell) {
    return Pattern.compile("\\\\x([0-9a-f]{2})")
        .matcher(cell)
        .replaceAll(
            escape -> Matcher.quoteReplacement("" + (char) Integer.parseInt(escape.group(1), 16)));
  }
}
