package dev.flowtruth.formats.flows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any other table, whose columns the user names ({@link FileFacts#columns()}). */
public final class ColumnsFormat implements FlowFormat {
  /** The id. */
  public static final String ID = "columns";

  private static final Set<FlowField> NEEDED =
      Set.of(
          FlowField.SOURCE_ADDRESS,
          FlowField.SOURCE_PORT,
          FlowField.DESTINATION_ADDRESS,
          FlowField.DESTINATION_PORT,
          FlowField.PROTOCOL,
          FlowField.FIRST);

  /** A flow without an end is taken to last no longer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** For {@link java.util.ServiceLoader}. */
  public ColumnsFormat() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "any table, by --columns";
  }

  /** Found by nobody: it is asked for. */
  @Override
  public double likeness(FileHead head) {
    return 0;
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    Map<FlowField, List<String>> names = options.facts().columns();
    if (!names.keySet().containsAll(NEEDED)) {
      throw new BadFlowFileException(
          head.file(), 0, null, "a table that no format knows needs --columns");
    }
    FlowSchema.Builder schema =
        FlowSchema.builder()
            .times(TimeForm.WRITTEN, 0)
            .durations(TimeForm.WRITTEN)
            .openEnd(LONGEST);
    names.forEach(
        (field, aliases) -> {
          String[] list = aliases.toArray(new String[0]);
          if (NEEDED.contains(field)) {
            schema.needs(field, list);
          } else {
            schema.mayHave(field, list);
          }
        });
    return new Named(schema.build()).open(head, options);
  }

  private static final class Named extends TableFormat {
    Named(FlowSchema schema) {
      super(ID, "flows with these --columns", schema);
    }
  }
}
