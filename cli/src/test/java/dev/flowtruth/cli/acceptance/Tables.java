package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what was measured, and leaves it in {@code target/acceptance}. */
final class Tables {
  private Tables() {}

  static void print(String title, Object table) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "acceptance"));
    String file = title.replaceAll("[^A-Za-z0-9]+", "-") + ".txt";
    Files.writeString(directory.resolve(file), title + "\n" + table);
    System.out.println("\n" + title + "\n" + table);
  }
}
