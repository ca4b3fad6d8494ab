package dev.flowtruth.cli;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.GlobalOptions;
import jakarta.inject.Inject;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Lets the options that hold for every command take effect, then runs the one that was named. */
final class Execution implements IExecutionStrategy {
  private final GlobalOptions options;
  private final Console console;
  private final FailureHandler failures;

  @Inject
  Execution(GlobalOptions options, Console console, FailureHandler failures) {
    this.options = options;
    this.console = console;
    this.failures = failures;
  }

  @Override
  public int execute(ParseResult parsed) {
    EmptyWords.refuse(parsed);
    console.configure(options.style());
    CommandLine line = parsed.commandSpec().commandLine();
    line.setColorScheme(
        Help.defaultColorScheme(console.isColored() ? Help.Ansi.ON : Help.Ansi.OFF));
    try {
      return new RunLast().execute(parsed);
    } catch (ClosedPipeException | Failure e) { // of help: picocli would print where it came from
      return failures.handleExecutionException(e, line, parsed);
    }
  }
}
