package dev.flowtruth.cli.console;

import java.io.Console;

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
    boolean both = areBoth();
    return new Terminals(known("flowtruth.tty.out", both), known("flowtruth.tty.err", both));
  }

  /** Since Java 22 there is a console without a terminal too, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean areBoth() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static boolean known(String property, boolean otherwise) {
    String value = System.getProperty(property);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }
}
