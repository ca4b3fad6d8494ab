package dev.flowtruth.formats.flows;

/** Forms in which labelled flows are written, other than that of their file. */
public enum OutputForm {
  CSV,
  TSV,
  JSONL,
  ECS,
  OTEL,
  OCSF
}
