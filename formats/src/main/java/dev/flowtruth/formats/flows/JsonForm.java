package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Reason;

/** Flows as JSON objects, one on each line. */
abstract class JsonForm implements FlowForm {
  /** The label of a row that could not be read. */
  static final FlowLabel BAD = FlowLabel.none(Reason.BAD_ROW);

  final JsonOut json = new JsonOut();

  /** What is said of each end. */
  final SideObject sides;

  JsonForm(LabelColumns columns) {
    sides = new SideObject(columns);
  }

  @Override
  public final byte[] head() {
    return CellCache.EMPTY;
  }

  /** An end as an object with its address, and its port where the protocol has ports. */
  final void end(String name, Endpoint end, FlowRecord flow) {
    json.object(name)
        .text("ip", end.address().withoutScope().toString())
        .number("port", FlowText.hasPorts(flow) ? end.port() : -1)
        .end();
  }
}
