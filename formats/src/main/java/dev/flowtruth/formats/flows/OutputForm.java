package dev.flowtruth.formats.flows;

/**
 * Forms in which labelled flows are written, other than that of their file: the same fields for
 * every tool, without the file's other columns.
 */
public enum OutputForm {
  /** A table with commas. */
  CSV,
  /** A table with tabs. */
  TSV,
  /** A JSON object on each line. */
  JSONL,
  /** Elastic Common Schema. */
  ECS,
  /** Attributes of OpenTelemetry's semantic conventions. */
  OTEL,
  /** Network Activity (4001) of the Open Cybersecurity Schema Framework. */
  OCSF;

  /** One for a thread. */
  FlowForm newForm(LabelColumns columns) {
    return switch (this) {
      case CSV -> new TableForm(',', columns);
      case TSV -> new TableForm('\t', columns);
      case JSONL -> new JsonlForm(columns);
      case ECS -> new EcsForm(columns);
      case OTEL -> new OtelForm(columns);
      case OCSF -> new OcsfForm(columns);
    };
  }
}
