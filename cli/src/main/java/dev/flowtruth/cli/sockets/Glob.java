package dev.flowtruth.cli.sockets;

import java.util.regex.Pattern;

/**
 * A name in which {@code *} stands for any letters and {@code ?} for one.
 *
 * @param pattern the same as a regular expression
 */
public record Glob(Pattern pattern) {
  public static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
