package dev.flowtruth.cli.options;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.formats.flows.LabelColumns;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** Which columns are written. */
public final class AddedColumns {
  /** For completion and help. */
  static final class Addable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LabelColumns.addable().iterator();
    }
  }

  @Option(
      names = "--add",
      paramLabel = "COLUMN",
      split = ",",
      completionCandidates = Addable.class,
      description = "More columns: ${COMPLETION-CANDIDATES}.")
  private List<String> added = new ArrayList<>();

  /** The usual ones and those that were asked for. */
  public LabelColumns columns() {
    try {
      return LabelColumns.standardAnd(added);
    } catch (IllegalArgumentException e) {
      throw Failure.input("--add: " + e.getMessage());
    }
  }

  /** True when what is written may hold secrets. */
  public boolean holdCommandLines() {
    return added.contains("command_line");
  }
}
