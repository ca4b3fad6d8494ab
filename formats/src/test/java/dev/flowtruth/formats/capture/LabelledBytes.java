package dev.flowtruth.formats.capture;

import dev.flowtruth.formats.flows.FlowLabeller;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A capture after labelling.
 *
 * @param report what became of its packets
 * @param remarks what was said of it
 */
record LabelledBytes(ByteArrayOutputStream out, LabelReport report, List<String> remarks) {
  static LabelledBytes of(byte[] capture, FlowLabeller labeller, ProcessInfo... kinds)
      throws IOException {
    return ofInterfaces(capture, name -> labeller, kinds);
  }

  static LabelledBytes ofInterfaces(
      byte[] capture, InterfaceLabellers labellers, ProcessInfo... kinds) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> remarks = new ArrayList<>();
    CaptureLabelling labelling =
        new CaptureLabelling(labellers, Duration.ZERO, Set.of(kinds), LabelColumns.standard());
    LabelReport report = labelling.label(CaptureBytes.input(capture), out, remarks::add);
    return new LabelledBytes(out, report, remarks);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** The comments that were added, in order. */
  List<String> comments() throws IOException {
    List<String> comments = new ArrayList<>();
    Capture capture = Capture.open(CaptureBytes.input(bytes()));
    for (Block block = capture.next(); block != null; block = capture.next()) {
      Packet packet = capture.packetOf(block);
      if (packet != null) {
        Options options = new Options(block, packet.options(), block.bodyEnd());
        while (options.next()) {
          if (options.code() == 1 && options.text().startsWith("flowtruth:")) {
            comments.add(options.text());
          }
        }
      }
    }
    return comments;
  }
}
