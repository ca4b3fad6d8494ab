package dev.flowtruth.cli;

import dev.flowtruth.cli.convert.ConvertCommand;
import dev.flowtruth.cli.doctor.DoctorCommand;
import dev.flowtruth.cli.flows.FlowsCommand;
import dev.flowtruth.cli.label.LabelCommand;
import dev.flowtruth.cli.provider.ProvidersCommand;
import dev.flowtruth.cli.recording.RecordCommand;
import dev.flowtruth.cli.snapshot.SnapshotCommand;
import dev.flowtruth.cli.watch.WatchCommand;
import dev.flowtruth.cli.who.WhoCommand;
import java.util.Arrays;
import java.util.List;

/**
 * The commands. Reading the annotations of one takes longer than most of them run, so only those
 * that a command line names are made.
 */
enum Commands {
  PROVIDERS("providers", ProvidersCommand.class),
  DOCTOR("doctor", DoctorCommand.class),
  SNAPSHOT("snapshot", SnapshotCommand.class),
  WATCH("watch", WatchCommand.class),
  RECORD("record", RecordCommand.class),
  LABEL("label", LabelCommand.class),
  FLOWS("flows", FlowsCommand.class),
  WHO("who", WhoCommand.class),
  CONVERT("convert", ConvertCommand.class);

  private final String word;
  private final Class<?> type;

  Commands(String word, Class<?> type) {
    this.word = word;
    this.type = type;
  }

  String word() {
    return word;
  }

  Class<?> type() {
    return type;
  }

  /** Those whose names occur; all when none does, or when help may be wanted for all. */
  static List<Commands> namedBy(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    List<Commands> named = all().stream().filter(c -> words.contains(c.word)).toList();
    boolean general = words.isEmpty() || words.get(0).startsWith("-");
    return general || named.isEmpty() ? all() : named;
  }

  static List<Commands> all() {
    return List.of(values());
  }
}
