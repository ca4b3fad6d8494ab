package dev.flowtruth.formats.capture;

import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.formats.flows.LabelColumns;
import dev.flowtruth.formats.flows.OutputClosedException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks as they were, with process information added to packets: options behind their own,
 * and blocks of processes before the first packet that refers to them.
 *
 * <p>Where a packet has an option already that may be there once only, ours is left out. A packet
 * that has none at all gets an end mark with ours. The length of a section, where a file gives it,
 * becomes "unknown", because it would be wrong. Not thread-safe.
 */
final class CaptureWriter {
  private static final long UNKNOWN_LENGTH = -1;

  private final OutputStream out;
  private final Set<ProcessInfo> kinds;
  private final PacketComment comments;
  private final String file;
  private ToldProcesses told = new ToldProcesses();
  private boolean darwinWasThere;
  private long broken;

  CaptureWriter(OutputStream out, Set<ProcessInfo> kinds, LabelColumns columns, String file) {
    this.out = out;
    this.kinds = kinds;
    this.comments = new PacketComment(columns);
    this.file = file;
  }

  /** True when process blocks of Apple's were met, and none of ours was added beside them. */
  boolean leftDarwinAlone() {
    return darwinWasThere;
  }

  /** Packets whose options cannot be read, so that nothing was added to them. */
  long broken() {
    return broken;
  }

  /** Writes a block that is not labelled. */
  void write(Block block) throws IOException {
    if (block.type() == Pcapng.SECTION_HEADER) {
      told = new ToldProcesses();
      writeSection(block);
      return;
    }
    if (block.type() == Pcapng.DARWIN_PROCESS) {
      countForeign(block);
    }
    write(block.data());
  }

  private void writeSection(Block block) throws IOException {
    byte[] data = block.data();
    if (block.order().int64(data, Pcapng.SECTION_LENGTH) != UNKNOWN_LENGTH) {
      data = data.clone();
      block.order().put64(data, Pcapng.SECTION_LENGTH, UNKNOWN_LENGTH);
    }
    write(data);
  }

  private void countForeign(Block block) throws BadCaptureException {
    if (told.hasOwnDarwin()) { // packets refer to these blocks by their number in the section
      throw new BadCaptureException(
          file,
          block.offset(),
          "a Darwin process block of the file's own, after packets that got ours; label it with"
              + " --process-info comment");
    }
    told.countDarwin();
    darwinWasThere |= kinds.contains(ProcessInfo.DARWIN);
  }

  /** Writes a packet with what its label tells. */
  void write(Packet packet, FlowLabel label) throws IOException {
    Block block = packet.block();
    Options own = new Options(block, packet.options(), block.bodyEnd());
    Present present = new Present();
    while (own.next()) {
      present.note(own.code());
    }
    broken += own.isWhole() ? 0 : 1;
    byte[] added = own.isWhole() ? added(block.order(), label, present) : new byte[0];
    write(added.length == 0 ? block.data() : joined(packet, own.position(), added));
  }

  private byte[] added(Endian order, FlowLabel label, Present present) throws IOException {
    BlockBuilder options = new BlockBuilder(order);
    ProcessRef process = processOf(label);
    if (process != null) {
      addProcess(process, order, present, options);
    }
    if (kinds.contains(ProcessInfo.COMMENT)) {
      options.option(Pcapng.COMMENT, comments.of(label));
    }
    return options.bytes();
  }

  private void addProcess(ProcessRef process, Endian order, Present present, BlockBuilder options)
      throws IOException {
    boolean information = kinds.contains(ProcessInfo.PIB);
    if ((information || kinds.contains(ProcessInfo.PID)) && !present.processAndThread) {
      if (information && told.isNewForPid(process)) {
        write(ProcessBlocks.information(process, order));
      }
      options.add16(Pcapng.PROCESS_AND_THREAD).add16(8).add32((int) process.pid()).add32(0);
    }
    boolean darwin = kinds.contains(ProcessInfo.DARWIN) && !told.hasForeignDarwin();
    if (darwin && !present.darwinProcess) {
      options.option32(Pcapng.DARWIN_PROCESS_INDEX, darwinIndex(process, order));
    }
  }

  private int darwinIndex(ProcessRef process, Endian order) throws IOException {
    int index = told.darwinIndex(process);
    if (index < 0) {
      index = told.tellDarwin(process);
      write(ProcessBlocks.darwin(process, order));
    }
    return index;
  }

  /** Who sent it, where that is known, else who it is for. */
  private static @Nullable ProcessRef processOf(FlowLabel label) {
    LabelledOwner owner = label.source().owner();
    if (owner == null) {
      owner = label.destination().owner();
    }
    return owner == null ? null : owner.process();
  }

  private static byte[] joined(Packet packet, int at, byte[] added) {
    Block block = packet.block();
    byte[] data = block.data();
    boolean hadNone = at == block.bodyEnd() && at == packet.options();
    BlockBuilder joined = new BlockBuilder(block.order());
    joined.add(data, 0, at).add(added);
    if (hadNone) {
      joined.endOptions();
    }
    return joined.add(data, at, block.bodyEnd()).build();
  }

  private void write(byte[] bytes) throws IOException {
    try {
      out.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw OutputClosedException.orSame(e);
    }
  }

  void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw OutputClosedException.orSame(e);
    }
  }

  /** Which of the options that may be there once a packet has already. */
  private static final class Present {
    private boolean processAndThread;
    private boolean darwinProcess;

    void note(int code) {
      processAndThread |= code == Pcapng.PROCESS_AND_THREAD;
      darwinProcess |= code == Pcapng.DARWIN_PROCESS_INDEX;
    }
  }
}
