package dev.flowtruth.cli.console;

/**
 * How much is said on stderr, and whether in colours.
 *
 * @param color when to use colours
 * @param quiet no notes, no progress; warnings, errors and {@code ready} remain
 * @param verbose more notes, and where an error came from
 */
public record Style(Color color, boolean quiet, boolean verbose) {
  /** When colours are used. */
  public enum Color {
    NEVER,
    /** On a terminal, unless the environment has NO_COLOR. */
    AUTO,
    ALWAYS;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
