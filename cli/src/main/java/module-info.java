/**
 * The flowtruth command: what people and scripts type.
 *
 * <p>One package a command, beside what the commands share: {@code console} (stdout, stderr,
 * files), {@code options} (option groups and value converters), {@code provider} (which source to
 * use) and {@code sockets} (one socket, one line). Guice wires them, picocli reads the command
 * line; no other module knows either.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.cli {
  requires static transitive org.jspecify;
  requires dev.flowtruth.core;
  requires dev.flowtruth.formats;
  requires com.fasterxml.jackson.core;
  requires com.google.common; // used by Guice, which as an automatic module cannot ask for it
  requires com.google.guice;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires jakarta.inject;
  requires me.tongfei.progressbar;
  requires jdk.unsupported; // sun.misc.Signal

  opens dev.flowtruth.cli to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.console to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.convert to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.doctor to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.flows to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.history to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.label to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.options to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.provider to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.recording to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.snapshot to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.watch to
      com.google.guice,
      info.picocli;
  opens dev.flowtruth.cli.who to
      com.google.guice,
      info.picocli;
}
