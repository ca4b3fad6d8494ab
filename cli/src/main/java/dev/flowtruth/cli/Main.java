package dev.flowtruth.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.flowtruth.cli.console.Console;
import picocli.CommandLine;

/** Where the command begins: wires, reads the command line, runs, and ends with its exit code. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.ofProcess(), args));
  }

  /** Runs the command with its output on the console and returns the exit code. */
  public static int run(Console console, String... args) {
    CommandLine line = commandLine(console);
    int code = line.execute(args);
    return console.finish() ? code : FailureHandler.closedPipe(code);
  }

  static CommandLine commandLine(Console console) {
    // Classes made at run time start slowly, and are not allowed to see into a named module.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    Injector injector = Guice.createInjector(Stage.DEVELOPMENT, new CliModule(console));
    FailureHandler failures = injector.getInstance(FailureHandler.class);
    CommandLine line = new CommandLine(Flowtruth.class, new InjectedFactory(injector));
    line.setOut(console.results())
        .setErr(console.errors())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setExecutionStrategy(injector.getInstance(Execution.class))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
    // The options of the command that is recorded are its own.
    line.getSubcommands().get("record").setStopAtPositional(true);
    return line;
  }
}
