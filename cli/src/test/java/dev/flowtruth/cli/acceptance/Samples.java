package dev.flowtruth.cli.acceptance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The files of the resources. */
final class Samples {
  private static final JsonFactory JSON = new JsonFactory();

  private Samples() {}

  private static InputStream open(String name) throws IOException {
    InputStream packed = Samples.class.getResourceAsStream("samples/" + name + ".gz");
    if (packed == null) {
      throw new FileNotFoundException("no sample " + name);
    }
    return new GZIPInputStream(packed);
  }

  /** Unpacks a file into a directory. */
  static Path unpack(String name, Path directory) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = open(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** The rows of a table, by column. */
  static List<Map<String, String>> table(String name) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    try (Reader in = new InputStreamReader(open(name), StandardCharsets.UTF_8);
        var csv = CsvReader.builder().ofNamedCsvRecord(in)) {
      csv.forEach(row -> rows.add(row.getFieldsAsMap()));
    }
    return rows;
  }

  /** A cell that holds an array of flat JSON objects. */
  static List<Map<String, String>> objects(String json) throws IOException {
    List<Map<String, String>> objects = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json.isEmpty() ? "[]" : json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          objects.add(new HashMap<>());
        } else if (parser.currentToken().isScalarValue()) {
          objects.get(objects.size() - 1).put(parser.currentName(), parser.getText());
        }
      }
    }
    return objects;
  }
}
