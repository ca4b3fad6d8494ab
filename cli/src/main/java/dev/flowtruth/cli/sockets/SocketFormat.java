package dev.flowtruth.cli.sockets;

import dev.flowtruth.cli.console.Console;
import java.util.Locale;

/** How sockets are printed. */
public enum SocketFormat {
  TABLE,
  JSONL,
  CSV;

  /** A sink to the console's results. */
  public SocketSink sink(Console console, boolean withProvider) {
    return switch (this) {
      case TABLE -> new TableSink(console, withProvider);
      case JSONL -> new JsonSink(console.results(), withProvider);
      case CSV -> new CsvSink(console.results(), withProvider);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
