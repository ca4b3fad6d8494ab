package dev.flowtruth.cli.console;

/**
 * Which of the standard streams are terminals.
 *
 * <p>The JDK knows only whether both are. The launcher asks the shell and hands the answer over as
 * system properties.
 *
 * @param out true when stdout is one
 * @param err true when stderr is one
 */
record Terminals(boolean out, boolean err) {
  static Terminals ofProcess() {
    boolean both = System.console() != null;
    return new Terminals(known("flowtruth.tty.out", both), known("flowtruth.tty.err", both));
  }

  private static boolean known(String property, boolean otherwise) {
    String value = System.getProperty(property);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }
}
