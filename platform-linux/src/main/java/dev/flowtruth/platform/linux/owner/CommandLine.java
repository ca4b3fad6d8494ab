package dev.flowtruth.platform.linux.owner;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code /proc/PID/cmdline} tells: arguments ended by NUL. A process may have overwritten them
 * with one text in which blanks separate them.
 *
 * @param arguments the first is the name under which it was called; empty for kernel threads and
 *     zombies
 */
record CommandLine(List<String> arguments) {
  CommandLine {
    arguments = List.copyOf(arguments);
  }

  /** By the rule of psutil's {@code Process.cmdline()}. */
  static CommandLine parse(byte[] bytes) {
    String text = LenientText.of(bytes);
    if (text.isEmpty()) {
      return new CommandLine(List.of());
    }
    boolean isEnded = text.endsWith("\0");
    String data = isEnded || text.endsWith(" ") ? text.substring(0, text.length() - 1) : text;
    boolean isOneText = isEnded && data.indexOf('\0') < 0 && data.indexOf(' ') >= 0;
    return new CommandLine(Arrays.asList(data.split(isEnded && !isOneText ? "\0" : " ", -1)));
  }

  /** File name of the first argument; empty when there is none. */
  String calledAs() {
    if (arguments.isEmpty()) {
      return "";
    }
    String first = arguments.get(0);
    return first.substring(first.lastIndexOf('/') + 1);
  }

  /** The short name, or the longer one under which it was called if that begins with it. */
  String extend(Comm comm) {
    String called = calledAs();
    boolean fits = comm.isFull() && comm.isStartOf(called.getBytes(StandardCharsets.UTF_8));
    return fits ? called : comm.text();
  }

  /** The name by the rule of psutil's {@code Process.name()}, which counts characters. */
  String psutilName(Comm comm) {
    String name = comm.escapedText();
    boolean isLong = name.codePointCount(0, name.length()) >= 15;
    return isLong && calledAs().startsWith(name) ? calledAs() : name;
  }
}
