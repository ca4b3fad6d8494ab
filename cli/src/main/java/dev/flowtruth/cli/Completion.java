package dev.flowtruth.cli;

import dev.flowtruth.cli.console.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the completion script for bash and zsh; the build puts it into the distribution. */
public final class Completion {
  private Completion() {}

  /** Takes the path of the file to write. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).toAbsolutePath();
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, script());
  }

  static String script() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    CommandLine line = Main.commandLine(Console.of(nowhere, nowhere));
    return AutoComplete.bash("flowtruth", line);
  }
}
