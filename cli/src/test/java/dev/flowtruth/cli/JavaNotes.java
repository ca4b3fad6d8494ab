package dev.flowtruth.cli;

import java.util.regex.Pattern;

/**
 * What a JVM says of itself on stderr before it runs anything: that {@code JAVA_TOOL_OPTIONS} (or
 * one of its kin) is set. Whoever runs the tests may have set it; it is no word of the command's.
 */
public final class JavaNotes {
  private static final Pattern NOTE =
      Pattern.compile(
          "^(NOTE: )?Picked up (JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS):.*\\R?",
          Pattern.MULTILINE);

  private JavaNotes() {}

  /** The text without such lines. */
  public static String without(String errors) {
    return NOTE.matcher(errors).replaceAll("");
  }
}
