package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that says something of one end of a flow.
 *
 * @param <S> what its text is made from
 * @param name without {@code src_} or {@code dst_}
 * @param number true when JSON writes it without quotes
 * @param lasting true when many labels share one and the same {@code S}, so that the text is worth
 *     keeping
 * @param source what a label has for this column, null when nothing
 * @param text the cell of a source, null when unknown
 */
record OwnerColumn<S>(
    String name,
    boolean number,
    boolean lasting,
    Function<Label, @Nullable S> source,
    Function<S, @Nullable String> text) {

  /** The columns that are always there, in order. */
  static final List<OwnerColumn<?>> STANDARD =
      List.of(
          number("pid", process -> Long.toString(process.pid())),
          process("process", ProcessRef::name),
          process("executable", ProcessRef::executable),
          process("start", process -> CellText.time(process.startNanos())),
          process("user", ProcessRef::user),
          label("owners", CellText::owners),
          lasting("basis", Label::basis, basis -> basis.label()),
          lasting("certainty", Label::certainty, certainty -> certainty.label()),
          lasting("reason", Label::reason, reason -> reason.label()));

  /** The columns that {@code --add} knows. */
  static final List<OwnerColumn<?>> ADDABLE =
      List.of(
          process("service", ProcessRef::service),
          process("slice", ProcessRef::slice),
          process("container", ProcessRef::container),
          process("container_runtime", ProcessRef::containerRuntime),
          process("container_name", ProcessRef::containerName),
          process("app", ProcessRef::app),
          times("opened", times -> CellText.time(times.openedNanos())),
          times("closed", times -> CellText.time(times.closedNanos())),
          lasting("role", OwnerColumn::roleSource, role -> role.label()),
          process("parents", CellText::parents),
          number("uid", process -> process.uid() < 0 ? null : Integer.toString(process.uid())),
          process("comm", ProcessRef::comm),
          new OwnerColumn<>(
              "netns", true, false, Label::socket, times -> CellText.netns(times.netns())),
          label("published_for", Label::publishedFor),
          process("command_line", CellText::commandLine),
          process("hash", ProcessRef::hash));

  /** NFStream's own label: pid, and the name as psutil gives it. */
  static final List<OwnerColumn<?>> SYSTEM_PROCESS =
      List.of(
          number("system_process_pid", process -> Long.toString(process.pid())),
          process("system_process_name", ProcessRef::psutilName));

  /** The cell of a source that {@link #source()} gave. */
  @SuppressWarnings("unchecked")
  @Nullable String textOf(Object given) {
    return text.apply((S) given);
  }

  private static @Nullable Role roleSource(Label label) {
    LabelledOwner owner = label.owner();
    return owner == null ? null : owner.role();
  }

  private static @Nullable ProcessRef processOf(Label label) {
    LabelledOwner owner = label.owner();
    return owner == null ? null : owner.process();
  }

  private static OwnerColumn<ProcessRef> process(
      String name, Function<ProcessRef, @Nullable String> text) {
    return lasting(name, OwnerColumn::processOf, text);
  }

  private static OwnerColumn<ProcessRef> number(
      String name, Function<ProcessRef, @Nullable String> text) {
    return new OwnerColumn<>(name, true, true, OwnerColumn::processOf, text);
  }

  private static OwnerColumn<Label.SocketTimes> times(
      String name, Function<Label.SocketTimes, @Nullable String> text) {
    return new OwnerColumn<>(name, false, false, Label::socket, text);
  }

  private static OwnerColumn<Label> label(String name, Function<Label, @Nullable String> text) {
    return new OwnerColumn<>(name, false, false, label -> label, text);
  }

  private static <S> OwnerColumn<S> lasting(
      String name, Function<Label, @Nullable S> source, Function<S, @Nullable String> text) {
    return new OwnerColumn<>(name, false, true, source, text);
  }
}
