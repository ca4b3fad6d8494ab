package dev.flowtruth.formats.flows;

import java.util.function.Function;

/**
 * Forms in which labelled flows are written, other than that of their file: the same fields for
 * every tool, without the file's other columns.
 */
public enum OutputForm {
  /** A table with commas. */
  CSV(columns -> new TableForm(',', columns)),
  /** A table with tabs. */
  TSV(columns -> new TableForm('\t', columns)),
  /** A JSON object on each line. */
  JSONL(JsonlForm::new),
  /** Elastic Common Schema. */
  ECS(EcsForm::new),
  /** Attributes of OpenTelemetry's semantic conventions. */
  OTEL(OtelForm::new),
  /** Network Activity (4001) of the Open Cybersecurity Schema Framework. */
  OCSF(OcsfForm::new);

  private final Function<LabelColumns, FlowForm> maker;

  OutputForm(Function<LabelColumns, FlowForm> maker) {
    this.maker = maker;
  }

  /** One for a thread. */
  FlowForm newForm(LabelColumns columns) {
    return maker.apply(columns);
  }
}
