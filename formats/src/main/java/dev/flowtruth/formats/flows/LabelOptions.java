package dev.flowtruth.formats.flows;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a flow file is read and what is added to it.
 *
 * @param format id of the format, null to find it out by content
 * @param facts what the user says of the file
 * @param columns the columns to add
 * @param keepSystemProcess leave NFStream's {@code system_process_*} columns alone
 * @param clockOffset added to every time in the file
 * @param form the form in which flows are written, null for that of the file
 * @param threads how many rows are worked on at once; 1 keeps everything on the caller's thread
 */
public record LabelOptions(
    @Nullable String format,
    FileFacts facts,
    LabelColumns columns,
    boolean keepSystemProcess,
    Duration clockOffset,
    @Nullable OutputForm form,
    int threads) {

  public LabelOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more: " + threads);
    }
  }

  /** Format by content, the standard columns, a thread for each core. */
  public static LabelOptions defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new LabelOptions(
        null, FileFacts.NONE, LabelColumns.standard(), false, Duration.ZERO, null, cores);
  }

  public LabelOptions withFormat(@Nullable String id) {
    return new LabelOptions(id, facts, columns, keepSystemProcess, clockOffset, form, threads);
  }

  public LabelOptions withFacts(FileFacts said) {
    return new LabelOptions(format, said, columns, keepSystemProcess, clockOffset, form, threads);
  }

  public LabelOptions withColumns(LabelColumns added) {
    return new LabelOptions(format, facts, added, keepSystemProcess, clockOffset, form, threads);
  }

  public LabelOptions withKeepSystemProcess(boolean keep) {
    return new LabelOptions(format, facts, columns, keep, clockOffset, form, threads);
  }

  public LabelOptions withClockOffset(Duration offset) {
    return new LabelOptions(format, facts, columns, keepSystemProcess, offset, form, threads);
  }

  public LabelOptions withForm(@Nullable OutputForm ofOutput) {
    return new LabelOptions(
        format, facts, columns, keepSystemProcess, clockOffset, ofOutput, threads);
  }

  public LabelOptions withThreads(int count) {
    return new LabelOptions(format, facts, columns, keepSystemProcess, clockOffset, form, count);
  }
}
