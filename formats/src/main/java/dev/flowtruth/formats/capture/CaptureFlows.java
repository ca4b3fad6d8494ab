package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.formats.flows.CellText;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.FlowRow;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelCsv;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.OutputClosedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes a table of the flows in a capture, with the labels of both ends: CSV, a row when a flow has
 * ended. Memory does not grow with the file. Not thread-safe.
 */
public final class CaptureFlows {
  private static final String OWN_COLUMNS =
      "first_seen,last_seen,protocol,protocol_number,src_ip,src_port,dst_ip,dst_port,"
          + "src_packets,src_bytes,dst_packets,dst_bytes,interface";
  private static final int BUFFER = 1 << 16;

  private final InterfaceLabellers labellers;
  private final Duration clockOffset;
  private final Duration idle;
  private final LabelColumns columns;

  /**
   * One for any number of captures.
   *
   * @param clockOffset is added to every time
   * @param idle a flow of which nothing was seen for so long has ended
   * @param columns what is said of each end
   */
  public CaptureFlows(
      InterfaceLabellers labellers, Duration clockOffset, Duration idle, LabelColumns columns) {
    this.labellers = labellers;
    this.clockOffset = clockOffset;
    this.idle = idle;
    this.columns = columns;
  }

  /**
   * Writes the flows of one capture. Neither stream is closed.
   *
   * @param remarks told what a person should know of the file; a sentence each
   * @return what became of the flows; packets that are not IP are other lines
   * @throws BadCaptureException when the file is no capture, or is damaged; what came before may
   *     have been written
   * @throws OutputClosedException when the reader of the output went away
   * @throws IOException when the file cannot be read or the output not be written
   */
  public LabelReport write(FlowInput input, OutputStream out, Consumer<String> remarks)
      throws IOException {
    Capture capture = Capture.open(input);
    Run run = new Run(new BufferedOutputStream(out, BUFFER));
    run.text(OWN_COLUMNS + run.csv.header() + "\n");
    for (Block block = capture.next(); block != null; block = capture.next()) {
      Packet packet = capture.packetOf(block);
      if (packet != null) {
        run.add(packet);
      }
    }
    run.finish();
    capture.remarks().forEach(remarks);
    run.remarks(remarks);
    return run.report;
  }

  /** One capture on its way through. */
  private final class Run {
    private final OutputStream out;
    private final LabelCsv csv = new LabelCsv(columns);
    private final LabelReport report = new LabelReport();
    private final FlowTable table = new FlowTable(idle.toNanos(), this::ended);
    private long cut;

    Run(OutputStream out) {
      this.out = out;
    }

    void add(Packet packet) throws IOException {
      if (packet.key().isKnown()) {
        table.add(packet, packet.nanos() + clockOffset.toNanos());
      } else if (packet.key().isCut()) {
        cut++;
      } else {
        report.addOther();
      }
    }

    private void ended(CapturedFlow flow) throws IOException {
      FlowRecord record = flow.record();
      long bytes = flow.there().bytes() + flow.back().bytes();
      FlowLabel label = labellers.of(flow.on().name()).label(record);
      report.add(label, bytes);
      text(cells(flow, record));
      try {
        csv.write(new FlowRow(record, flow.lastNanos(), flow.icmpCode(), bytes), label, out);
      } catch (IOException e) {
        throw OutputClosedException.orSame(e);
      }
      text("\n");
    }

    private String cells(CapturedFlow flow, FlowRecord record) {
      Protocol protocol = Protocol.of(record.protocolNumber());
      return String.join(
          ",",
          CellText.time(record.firstNanos()),
          CellText.time(flow.lastNanos()),
          protocol.label(),
          Integer.toString(protocol.number()),
          end(record.source(), protocol),
          end(record.destination(), protocol),
          way(flow.there()),
          way(flow.back()),
          LabelCsv.cell(Objects.requireNonNullElse(flow.on().name(), "")));
    }

    private static String end(Endpoint end, Protocol protocol) {
      return end.address() + "," + (protocol.hasPorts() ? end.port() : "");
    }

    private static String way(CapturedFlow.Way way) {
      return way.packets() + "," + way.bytes();
    }

    void text(String text) throws IOException {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw OutputClosedException.orSame(e);
      }
    }

    void finish() throws IOException {
      table.end();
      try {
        out.flush();
      } catch (IOException e) {
        throw OutputClosedException.orSame(e);
      }
    }

    void remarks(Consumer<String> remarks) {
      if (cut > 0) {
        remarks.accept(cut + " packets are cut off before their ports; they are in no flow");
      }
    }
  }
}
