package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of an owner of a socket. Unknown is null. */
final class OwnerFields {
  static final List<Field<Owner>> ALL =
      List.of(
          new Field<>("pid", o -> o.process().pid()),
          new Field<>("process", o -> text(o.process().name())),
          new Field<>("executable", o -> o.process().executable()),
          new Field<>("command_line", o -> commandLine(o.process())),
          new Field<>("start", o -> Times.rfc3339(o.process().startNanos())),
          new Field<>("user", o -> o.process().user()),
          new Field<>("uid", o -> uid(o.process())),
          new Field<>("parents", o -> parents(o.process())),
          new Field<>("service", o -> o.process().service()),
          new Field<>("slice", o -> o.process().slice()),
          new Field<>("container", o -> o.process().container()),
          new Field<>("container_runtime", o -> o.process().containerRuntime()),
          new Field<>("container_name", o -> o.process().containerName()),
          new Field<>("app", o -> o.process().app()),
          new Field<>("role", o -> o.role().label()));

  private OwnerFields() {}

  private static @Nullable Object text(String value) {
    return value.isEmpty() ? null : value;
  }

  private static @Nullable Object commandLine(ProcessRef process) {
    List<String> arguments = process.commandLine();
    return arguments == null ? null : Words.commandLine(arguments);
  }

  private static @Nullable Object uid(ProcessRef process) {
    return process.uid() == -1 ? null : Integer.toUnsignedLong(process.uid());
  }

  private static @Nullable Object parents(ProcessRef process) {
    List<String> names =
        process.parents().stream().map(p -> p.pid() + ":" + Words.escape(p.name())).toList();
    return names.isEmpty() ? null : names;
  }
}
