package dev.flowtruth.formats.flows;

import java.util.Arrays;
import java.util.List;

/**
 * A file of JSON objects that are flows: one on each line, or members of one array, over as many
 * lines as they take. A new one is a subclass that gives a schema to this constructor.
 */
public abstract class JsonFormat extends SchemaFormat {
  /** The format. */
  protected JsonFormat(String id, String title, FlowSchema schema) {
    super(id, title, schema);
  }

  /** Keys of which an object has one of each list, by which the format is known. */
  protected List<List<String>> marks() {
    return schema().required().stream().map(schema()::namesOf).toList();
  }

  @Override
  public double likeness(FileHead head) {
    String text = head.firstObject();
    if (text.isEmpty()) {
      return 0;
    }
    List<List<String>> marks = marks();
    long found =
        marks.stream().filter(m -> m.stream().anyMatch(n -> text.contains('"' + n + '"'))).count();
    return (double) found / marks.size();
  }

  @Override
  public FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException {
    if (head.firstObject().isEmpty()) {
      throw new BadFlowFileException(
          head.file(), 1, null, "expected JSON objects of " + title() + ", found none");
    }
    return new JsonLayout(
        Arrays.copyOf(head.bytes(), head.start()),
        head.isJsonLines(),
        schema(),
        new FlowInterpreter(schema(), options),
        options.columns());
  }
}
