package dev.flowtruth.cli;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses words that are empty, as a shell variable leaves them that is not set: as a path they
 * would mean the folder that one is in. Only the command that is recorded may have such.
 */
final class EmptyWords {
  private EmptyWords() {}

  static void refuse(ParseResult parsed) {
    for (ArgSpec argument : parsed.matchedArgs()) {
      if (isOurs(argument) && argument.originalStringValues().contains("")) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            UsageSentence.name(argument)
                + ": the value is empty; expected "
                + argument.paramLabel());
      }
    }
    if (parsed.hasSubcommand()) {
      refuse(parsed.subcommand());
    }
  }

  private static boolean isOurs(ArgSpec argument) {
    return argument.isOption() || !argument.command().name().equals(Commands.RECORD.word());
  }
}
