package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.LabelReport;
import dev.flowtruth.formats.flows.OutputClosedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels captures: reads pcap or pcapng and writes pcapng, in which every block is as it was, with
 * process information added to the packets. It reads ahead by 16 MB, so that a connection's first
 * packets get what only its later ones tell; memory does not grow with the file. Not thread-safe.
 */
public final class CaptureLabelling {
  private static final int READ_AHEAD = 16 << 20;

  /** What an entry takes beside its bytes. */
  private static final int ENTRY = 300;

  private static final int OUTPUT_BUFFER = 1 << 18;

  private final InterfaceLabellers labellers;
  private final Duration clockOffset;
  private final Set<ProcessInfo> kinds;
  private final LabelColumns columns;

  /**
   * One for any number of captures.
   *
   * @param clockOffset is added to every time
   * @param kinds how packets tell their process
   * @param columns what comments say beside pid, name, basis, certainty and reason: those that were
   *     added to the standard ones
   */
  public CaptureLabelling(
      InterfaceLabellers labellers,
      Duration clockOffset,
      Set<ProcessInfo> kinds,
      LabelColumns columns) {
    this.labellers = labellers;
    this.clockOffset = clockOffset;
    this.kinds = Set.copyOf(kinds);
    this.columns = columns;
  }

  /**
   * Labels one capture. Neither stream is closed.
   *
   * @param remarks told what a person should know of the file; a sentence each
   * @return what became of the packets; those that are not IP, or have no time, are other lines
   * @throws BadCaptureException when the file is no capture, or is damaged; what came before may
   *     have been written
   * @throws OutputClosedException when the reader of the output went away
   * @throws IOException when the file cannot be read or the output not be written
   */
  public LabelReport label(FlowInput input, OutputStream out, Consumer<String> remarks)
      throws IOException {
    Capture capture = Capture.open(input);
    OutputStream buffered = new BufferedOutputStream(out, OUTPUT_BUFFER);
    Run run = new Run(new CaptureWriter(buffered, kinds, columns, input.name()));
    for (Block block = capture.next(); block != null; block = capture.next()) {
      run.add(block, capture.packetOf(block));
    }
    run.finish();
    capture.remarks().forEach(remarks);
    run.remarks(remarks);
    return run.report;
  }

  private record Entry(Block block, @Nullable Packet packet, @Nullable Connection connection) {
    int size() {
      return block.data().length + ENTRY;
    }
  }

  /** One capture on its way through. */
  private final class Run {
    private final CaptureWriter writer;
    private final PacketLabeller labeller = new PacketLabeller(labellers, clockOffset);
    private final ArrayDeque<Entry> ahead = new ArrayDeque<>();
    private final LabelReport report = new LabelReport();
    private long size;
    private long withoutTime;

    Run(CaptureWriter writer) {
      this.writer = writer;
    }

    void add(Block block, @Nullable Packet packet) throws IOException {
      Connection connection = packet == null ? null : labeller.track(packet);
      Entry entry = new Entry(block, packet, connection);
      ahead.add(entry);
      size += entry.size();
      while (size > READ_AHEAD) {
        writeOldest();
      }
    }

    void finish() throws IOException {
      while (!ahead.isEmpty()) {
        writeOldest();
      }
      writer.flush();
    }

    private void writeOldest() throws IOException {
      Entry entry = ahead.remove();
      size -= entry.size();
      Packet packet = entry.packet();
      FlowLabel label = packet == null ? null : labeller.label(packet, entry.connection());
      count(entry, label);
      if (packet == null || label == null) {
        writer.write(entry.block());
      } else {
        writer.write(packet, label);
      }
    }

    private void count(Entry entry, @Nullable FlowLabel label) {
      Packet packet = entry.packet();
      if (label != null && packet != null && label.source().reason() == Reason.BAD_ROW) {
        report.addBad();
      } else if (label != null && packet != null) {
        report.add(label, packet.length());
      } else if (packet != null) {
        report.addOther();
      } else if (entry.block().type() == Pcapng.SIMPLE_PACKET) {
        withoutTime++;
        report.addOther();
      }
    }

    void remarks(Consumer<String> remarks) {
      if (withoutTime > 0) {
        remarks.accept(withoutTime + " packets are written without a time; they get no label");
      }
      if (writer.broken() > 0) {
        remarks.accept(
            writer.broken()
                + " packets have options that cannot be read; nothing is added to them");
      }
      if (writer.leftDarwinAlone()) {
        remarks.accept(
            "the capture has Darwin process blocks of its own; they are left alone, and none are"
                + " added beside them");
      }
    }
  }
}
