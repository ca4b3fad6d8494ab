package dev.flowtruth.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The command's two streams: results go to stdout, everything else to stderr.
 *
 * <p>Notes may be written from any thread; results from one at a time.
 */
public final class Console {
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";

  private final OutputStream stdout;
  private final PrintWriter results;
  private final PrintWriter errors;
  private final Terminals terminals;
  private final boolean noColor;
  private Style style = new Style(Style.Color.AUTO, false, false);

  private Console(
      OutputStream stdout, OutputStream stderr, Terminals terminals, Map<String, String> env) {
    this.stdout = stdout;
    this.results = new ResultWriter(stdout);
    this.errors = new PrintWriter(new OutputStreamWriter(stderr, StandardCharsets.UTF_8), true);
    this.terminals = terminals;
    this.noColor = !env.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** The streams of this process. */
  public static Console ofProcess() {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Terminals.ofProcess(),
        System.getenv());
  }

  /** Two streams that are no terminals. */
  public static Console of(OutputStream stdout, OutputStream stderr) {
    return new Console(stdout, stderr, new Terminals(false, false), Map.of());
  }

  /** Takes over what the user asked for. */
  public void configure(Style chosen) {
    style = chosen;
  }

  /** Results as text; a reader that went away ends the command. */
  public PrintWriter results() {
    return results;
  }

  /** Results as bytes, unbuffered; not to be mixed with {@link #results()}. */
  public OutputStream resultBytes() {
    return stdout;
  }

  /** Stderr, for what is neither note, warning nor error. */
  public PrintWriter errors() {
    return errors;
  }

  /** Something worth knowing, unless the user wants quiet. */
  public void note(String sentence) {
    if (!style.quiet()) {
      say("", sentence);
    }
  }

  /** Something that only a user who asked for more wants to know. */
  public void detail(String sentence) {
    if (style.verbose()) {
      say("", sentence);
    }
  }

  /** Something that makes the results less than they seem; said also with {@code -q}. */
  public void warn(String sentence) {
    say(YELLOW, "warning: " + sentence);
  }

  /** Why the command ends. */
  public void error(String sentence) {
    say(RED, "flowtruth: " + sentence);
  }

  /** A line that scripts wait for; said also with {@code -q}. */
  public void signal(String line) {
    say("", line);
  }

  /** Where an error came from, for a user who asked for more. */
  public void trace(Throwable error) {
    if (style.verbose()) {
      error.printStackTrace(errors);
    }
  }

  /** True when results may carry colours. */
  public boolean isColored() {
    return colored(terminals.out());
  }

  /** True when what goes to stderr may be coloured. */
  public boolean colorsErrors() {
    return colored(terminals.err());
  }

  /** True when a progress bar may be drawn on stderr. */
  public boolean showsProgress() {
    return terminals.err() && !style.quiet();
  }

  /** True when somebody sits at a terminal before us. */
  public boolean isInteractive() {
    return terminals.out() || terminals.err();
  }

  /** Flushes what is left. False when nobody reads it any more. */
  public boolean finish() {
    errors.flush();
    try {
      results.flush();
      return true;
    } catch (ClosedPipeException e) {
      return false;
    }
  }

  private void say(String color, String sentence) {
    boolean paint = !color.isEmpty() && colorsErrors();
    errors.println(paint ? color + sentence + PLAIN : sentence);
  }

  private boolean colored(boolean terminal) {
    return switch (style.color()) {
      case NEVER -> false;
      case AUTO -> terminal && !noColor;
      case ALWAYS -> true;
    };
  }
}
