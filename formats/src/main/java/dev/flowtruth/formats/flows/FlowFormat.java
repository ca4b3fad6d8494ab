package dev.flowtruth.formats.flows;

/**
 * A kind of flow file. Found by {@link java.util.ServiceLoader}; needs a public constructor without
 * arguments. Thread-safe.
 *
 * <p>A table needs no more than a {@link FlowSchema}: see {@link TableFormat}.
 */
public interface FlowFormat {
  /** The name that {@code --from} takes: lower case, digits and hyphens. */
  String id();

  /** What people call it, such as {@code Zeek conn.log}. */
  String title();

  /**
   * How much a file looks like one of these, from its first bytes.
   *
   * @return 0 (not at all) to 1 (everything that is needed is there)
   */
  double likeness(FileHead head);

  /**
   * Gets ready to read a file.
   *
   * @throws BadFlowFileException when the file is not of this format; names the line and the field
   */
  FlowReader open(FileHead head, LabelOptions options) throws BadFlowFileException;
}
