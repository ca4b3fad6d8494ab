package dev.flowtruth.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, as a sentence that names the word and what was expected. */
final class UsageSentence {
  private static final String DASH = "-";

  private UsageSentence() {}

  static String of(ParameterException e, String... words) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing) {
      return missing(missing, words);
    }
    if (e instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " may be given only once";
    }
    return e.getArgSpec() == null ? String.valueOf(e.getMessage()) : wrongValue(e);
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String word = e.getUnmatched().get(0);
    if (word.startsWith(DASH)) {
      return "there is no option '" + word + "'" + alike(e, word);
    }
    boolean isCommand = e.getCommandLine().getParent() == null;
    String commands = Commands.all().stream().map(Commands::word).collect(Collectors.joining(", "));
    return isCommand
        ? "there is no command '" + word + "'; there are: " + commands
        : "'" + word + "' is one word too many";
  }

  /** Options that may have been meant; picocli finds them for long ones alone. */
  private static String alike(UnmatchedArgumentException e, String word) {
    List<String> alike = word.length() < 4 ? List.of() : e.getSuggestions();
    return alike.isEmpty() ? "" : "; did you mean " + String.join(" or ", alike) + "?";
  }

  private static String missing(MissingParameterException e, String... words) {
    ArgSpec missing = e.getMissing().isEmpty() ? e.getArgSpec() : e.getMissing().get(0);
    if (missing instanceof OptionSpec option && !isAmong(option, words)) {
      return name(option) + " is missing; write: " + name(option) + " " + option.paramLabel();
    }
    return missing == null
        ? String.valueOf(e.getMessage())
        : name(missing) + " needs a value: " + missing.paramLabel();
  }

  private static boolean isAmong(OptionSpec option, String... words) {
    return Arrays.stream(option.names())
        .anyMatch(name -> Arrays.stream(words).anyMatch(word -> word.startsWith(name)));
  }

  private static String wrongValue(ParameterException e) {
    ArgSpec argument = e.getArgSpec();
    String value = "'" + e.getValue() + "'";
    Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    if (argument.arity().max() == 0) {
      return name(argument) + " takes no value";
    }
    boolean ownWords = argument.converters().length > 0;
    if (!ownWords && type.isEnum()) {
      return name(argument) + ": " + value + " is none of " + valuesOf(type);
    }
    if (!ownWords && isNumber(type)) {
      return name(argument) + ": " + value + " is not a number";
    }
    return e.getCause() instanceof TypeConversionException cause
        ? name(argument) + ": " + cause.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static String valuesOf(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static boolean isNumber(Class<?> type) {
    return type == int.class || type == long.class || Number.class.isAssignableFrom(type);
  }

  /** The option's long name, or what the command's help calls the word. */
  static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
