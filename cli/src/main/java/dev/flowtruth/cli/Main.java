package dev.flowtruth.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import java.util.List;
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
    CommandLine line = commandLine(console, Commands.namedBy(args));
    int code = line.execute(args);
    try {
      return console.finish() ? code : FailureHandler.closedPipe(code);
    } catch (Failure e) {
      console.error(String.valueOf(e.getMessage()));
      return Math.max(code, e.exitCode());
    }
  }

  static CommandLine commandLine(Console console) {
    return commandLine(console, Commands.all());
  }

  private static CommandLine commandLine(Console console, List<Commands> commands) {
    // Classes made at run time start slowly, and are not allowed to see into a named module.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    Injector injector = Guice.createInjector(Stage.DEVELOPMENT, new CliModule(console));
    FailureHandler failures = injector.getInstance(FailureHandler.class);
    InjectedFactory factory = new InjectedFactory(injector);
    CommandLine line = new CommandLine(Flowtruth.class, factory);
    commands.forEach(command -> line.addSubcommand(command.word(), command(command, factory)));
    return line.setOut(console.results())
        .setErr(console.errors())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // a word such as @data.json is a command's own
        .setExecutionStrategy(injector.getInstance(Execution.class))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static CommandLine command(Commands command, InjectedFactory factory) {
    CommandLine line = new CommandLine(command.type(), factory);
    // The options of the command that is recorded are its own.
    return line.setStopAtPositional(command == Commands.RECORD);
  }
}
