package dev.flowtruth.cli;

import dev.flowtruth.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a run of the command within this JVM came to.
 *
 * @param code exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record CommandRun(int code, String out, String err) {
  public static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(Console.of(out, err), arguments);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public List<String> lines() {
    return out.lines().toList();
  }
}
