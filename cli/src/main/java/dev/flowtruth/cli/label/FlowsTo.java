package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.console.OutputFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each labelled file goes: stdout, one file, or a file of its own in a folder. */
public final class FlowsTo {
  public static final String STANDARD = "-";

  private final Console console;
  private final @Nullable String output;
  private final boolean force;
  private final boolean isPrivate;

  /**
   * A place that is not opened yet.
   *
   * @param output what the user named, null for stdout
   * @param force overwrite what is there
   * @param isPrivate for its user alone, because it may hold secrets
   */
  public FlowsTo(Console console, @Nullable String output, boolean force, boolean isPrivate) {
    this.console = console;
    this.output = output;
    this.force = force;
    this.isPrivate = isPrivate;
  }

  /** True when results go to stdout, so that nothing else may. */
  public boolean isStandard() {
    return output == null || output.equals(STANDARD);
  }

  /** Checks before anything is read that the inputs fit, and that their outputs may be made. */
  public void check(List<String> inputs) {
    if (inputs.size() > 1 && !isFolder()) {
      throw Failure.input("several flow files need a folder: -o DIR/");
    }
    if (isFolder()
        && !inputs.stream().map(FlowsTo::name).allMatch(new java.util.HashSet<>()::add)) {
      throw Failure.input("two of the flow files have the same name; label them one by one");
    }
    for (String input : inputs) {
      if (!force && !isStandard() && Files.isRegularFile(path(input))) {
        throw OutputFile.exists(path(input));
      }
    }
  }

  /** The stream for the result of an input; to be closed. */
  public OutputStream open(String input) throws IOException {
    if (isStandard()) {
      return new Kept(console.resultBytes());
    }
    if (isFolder()) {
      OutputFile.createFolder(Path.of(String.valueOf(output)));
    }
    return new OutputFile(path(input), force, isPrivate);
  }

  /** The file for the result of an input. */
  private Path path(String input) {
    Path path = Path.of(String.valueOf(output));
    return isFolder() ? path.resolve(name(input)) : path;
  }

  private boolean isFolder() {
    return output != null && (output.endsWith("/") || Files.isDirectory(Path.of(output)));
  }

  private static String name(String input) {
    Path file = input.equals(STANDARD) ? Path.of("stdin") : Path.of(input).getFileName();
    return file == null ? input : file.toString();
  }

  /** Stdout, which stays open. */
  private static final class Kept extends FilterOutputStream {
    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        if (ClosedPipeException.isMeantBy(e)) {
          throw e;
        }
        throw Failure.ofStandardOutput(e);
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
