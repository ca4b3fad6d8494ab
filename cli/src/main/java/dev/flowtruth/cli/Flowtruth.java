package dev.flowtruth.cli;

import dev.flowtruth.cli.options.GlobalOptions;
import dev.flowtruth.cli.options.VersionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. By itself it only says which commands there are. */
@Command(
    name = "flowtruth",
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Says which process owned a network flow, when, and how surely; and if nobody can say, why"
            + " not.",
    footerHeading = "%nExample:%n",
    footer = {
      "  flowtruth record -o host.jsonl --period 10ms -- ./workload",
      "  flowtruth label flows.csv -r host.jsonl -o labelled.csv --report"
    })
final class Flowtruth implements Runnable {
  @Mixin GlobalOptions global;
  @Spec CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Says what a command does, with an example.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints the version.")
  boolean version;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
