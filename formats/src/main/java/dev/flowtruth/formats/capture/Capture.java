package dev.flowtruth.formats.capture;

import dev.flowtruth.formats.flows.FlowInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capture that is read: pcapng, or classic pcap of either byte order and resolution. Not
 * thread-safe.
 */
public final class Capture {
  private static final int MAGIC_SIZE = 4;

  /** A classic pcap with a longer packet header, which tcpdump of old Red Hat wrote. */
  private static final int PATCHED = 0xA1B2CD34;

  private final BlockSource blocks;
  private final TornEnd torn = new TornEnd();
  private final PacketReader packets;

  private Capture(FlowInput input) throws IOException {
    this.blocks = source(new CaptureInput(input), torn);
    this.packets = new PacketReader(input.name());
  }

  /** True when the input begins as a capture does. Nothing is taken from it. */
  public static boolean isCapture(FlowInput input) throws IOException {
    byte[] magic = input.peek(MAGIC_SIZE);
    if (magic.length < MAGIC_SIZE) {
      return false;
    }
    int big = Endian.BIG.int32(magic, 0);
    return big == Pcapng.SECTION_HEADER
        || isClassic(big)
        || isClassic(Integer.reverseBytes(big))
        || big == PATCHED
        || Integer.reverseBytes(big) == PATCHED;
  }

  /**
   * Begins to read.
   *
   * @throws BadCaptureException when the input is no capture
   */
  static Capture open(FlowInput input) throws IOException {
    return new Capture(input);
  }

  private static boolean isClassic(int magic) {
    return magic == PcapBlocks.MICROS || magic == PcapBlocks.NANOS;
  }

  private static BlockSource source(CaptureInput input, TornEnd torn) throws IOException {
    if (!input.has(MAGIC_SIZE)) {
      throw input.bad(0, "not a capture; expected pcap or pcapng");
    }
    int big = Endian.BIG.int32(input.buffer(), input.at());
    int little = Integer.reverseBytes(big);
    if (big == Pcapng.SECTION_HEADER) {
      return new PcapngBlocks(input, torn);
    }
    if (isClassic(big)) {
      return new PcapBlocks(input, torn, Endian.BIG, big == PcapBlocks.NANOS);
    }
    if (isClassic(little)) {
      return new PcapBlocks(input, torn, Endian.LITTLE, little == PcapBlocks.NANOS);
    }
    boolean patched = big == PATCHED || little == PATCHED;
    throw input.bad(
        0,
        patched
            ? "the patched pcap of old Red Hat; make it a usual one with editcap -F pcap"
            : "not a capture; expected pcap or pcapng");
  }

  /** The next block, null at the end. */
  @Nullable Block next() throws IOException {
    return blocks.next();
  }

  /** The packet in a block, which are to be handed over in their order. */
  @Nullable Packet packetOf(Block block) throws BadCaptureException {
    return packets.read(block);
  }

  /** What a person should know of the file after it was read; a sentence each. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    String cut = torn.sentence();
    if (cut != null) {
      remarks.add(cut);
    }
    for (int type : packets.unknownLinks()) {
      remarks.add("packets of link type " + type + " are not understood; they get no label");
    }
    return remarks;
  }
}
