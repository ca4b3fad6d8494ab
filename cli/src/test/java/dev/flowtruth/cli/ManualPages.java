package dev.flowtruth.cli;

import dev.flowtruth.cli.console.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the manual pages as AsciiDoc; the build runs it. {@code mvn verify -Pmanpages} renders
 * them to {@code docs/man}.
 */
public final class ManualPages {
  private ManualPages() {}

  /** Takes the folder to write into. */
  public static void main(String[] args) throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    CommandLine line = Main.commandLine(Console.of(nowhere, nowhere));
    int code =
        ManPageGenerator.generateManPage(
            Path.of(args[0]).toFile(), null, new boolean[0], true, line.getCommandSpec());
    if (code != 0) {
      throw new IOException("the manual pages could not be written: " + code);
    }
  }
}
