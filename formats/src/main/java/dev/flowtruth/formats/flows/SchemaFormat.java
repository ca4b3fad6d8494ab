package dev.flowtruth.formats.flows;

/** A format that a schema describes. */
abstract class SchemaFormat implements FlowFormat {
  private final String id;
  private final String title;
  private final FlowSchema schema;

  SchemaFormat(String id, String title, FlowSchema schema) {
    this.id = id;
    this.title = title;
    this.schema = schema;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final String title() {
    return title;
  }

  final FlowSchema schema() {
    return schema;
  }
}
