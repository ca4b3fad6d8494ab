package dev.flowtruth.formats.flows;

/**
 * A row that could not be read, for people.
 *
 * @param file the name that the user gave
 * @param line where the row begins, from 1
 * @param field the column or key
 * @param problem what was expected, and what was there
 */
public record BadRow(String file, long line, String field, String problem) {
  @Override
  public String toString() {
    return file + ", line " + line + ", field " + field + ": " + problem;
  }
}
