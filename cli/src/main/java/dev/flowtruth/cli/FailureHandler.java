package dev.flowtruth.cli;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.GlobalOptions;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.formats.capture.BadCaptureException;
import dev.flowtruth.formats.flows.BadFlowFileException;
import dev.flowtruth.formats.recording.BadRecordingException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One sentence on stderr and an exit code for everything that can go wrong. */
final class FailureHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  private final Console console;
  private final GlobalOptions options;

  @Inject
  FailureHandler(Console console, GlobalOptions options) {
    this.console = console;
    this.options = options;
  }

  /** A reader that went away is no failure of ours. */
  static int closedPipe(int code) {
    return code == FAILED ? DONE : code;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    console.configure(options.style()); // as far as it was read
    console.error(UsageSentence.of(e, args));
    console.errors().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    console.errors().flush();
    return BAD_USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof ClosedPipeException) {
      return DONE;
    }
    console.error(sentence(e));
    console.trace(e);
    if (isBadInput(e)) {
      return BAD_USAGE;
    }
    return e instanceof Failure failure ? failure.exitCode() : FAILED;
  }

  private static boolean isBadInput(Exception e) {
    return e instanceof BadFlowFileException
        || e instanceof BadRecordingException
        || e instanceof BadCaptureException;
  }

  private static String sentence(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof Failure || e instanceof SourceException) {
      return message;
    }
    if (e instanceof FileSystemException file) {
      return String.valueOf(Failure.ofFile(file).getMessage());
    }
    return e instanceof IOException
        ? message
        : "an error in flowtruth itself (-v shows where): "
            + e.getClass().getName()
            + ": "
            + message;
  }
}
