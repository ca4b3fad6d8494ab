package dev.flowtruth.formats.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the parts of a rotated recording: NAME.0001.jsonl, NAME.0002.jsonl and so on. */
final class PartNames {
  private final Path directory;
  private final String stem;
  private final String suffix;

  private PartNames(Path directory, String stem, String suffix) {
    this.directory = directory;
    this.stem = stem;
    this.suffix = suffix;
  }

  /** The names that belong to the one that the user gave. */
  static PartNames of(Path path) {
    String name = path.getFileName().toString();
    int end = name.length();
    for (String packed : new String[] {".gz", ".zst"}) {
      end = name.endsWith(packed) ? name.length() - packed.length() : end;
    }
    int dot = name.lastIndexOf('.', end - 1);
    int cut = dot > 0 ? dot : end;
    Path parent = path.toAbsolutePath().getParent();
    return new PartNames(
        parent == null ? path.toAbsolutePath() : parent,
        name.substring(0, cut),
        name.substring(cut));
  }

  Path part(int number) {
    return directory.resolve(stem + String.format(Locale.ROOT, ".%04d", number) + suffix);
  }

  /** Every part that lies there, in order. */
  List<Path> existing() throws IOException {
    Pattern pattern = Pattern.compile(Pattern.quote(stem) + "\\.\\d{4,}" + Pattern.quote(suffix));
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (pattern.matcher(file.getFileName().toString()).matches()) {
          found.add(file);
        }
      }
    }
    found.sort(null);
    return found;
  }
}
