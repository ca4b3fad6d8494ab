package dev.flowtruth.cli.sockets;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and arguments as text that can be read back. */
public final class Words {
  private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[\\w@%+=:,./-]+");

  private Words() {}

  /** A name inside {@code pid:name:role} lists: what separates there is percent-encoded. */
  public static String escape(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (letter < ' ' || letter == 127 || "%:;".indexOf(letter) >= 0) {
        out.append(String.format("%%%02X", (int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.toString();
  }

  /** A name on a terminal: control characters, which could move the cursor, are encoded. */
  public static String printable(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (Character.isISOControl(letter)) {
        out.append(String.format("%%%02X", (int) letter));
      } else {
        out.append(letter);
      }
    }
    return out.toString();
  }

  /** Arguments as a shell would take them. */
  static String commandLine(List<String> arguments) {
    return arguments.stream().map(Words::argument).collect(Collectors.joining(" "));
  }

  private static String argument(String argument) {
    return PLAIN_ARGUMENT.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
