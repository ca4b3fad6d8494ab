package dev.flowtruth.formats.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A classic pcap file as pcapng has it: a section, an interface, and a block for each packet in the
 * byte order of the file.
 *
 * <p>Source: draft-ietf-opsawg-pcap.
 */
final class PcapBlocks implements BlockSource {
  static final int MICROS = 0xA1B2C3D4;
  static final int NANOS = 0xA1B23C4D;

  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;

  /** Of the link type: above are the length of a checksum and reserved bits. */
  private static final int LINK_TYPE_BITS = 0xffff;

  private final CaptureInput input;
  private final TornEnd torn;
  private final Endian order;
  private final boolean nanos;
  private int told;

  PcapBlocks(CaptureInput input, TornEnd torn, Endian order, boolean nanos) {
    this.input = input;
    this.torn = torn;
    this.order = order;
    this.nanos = nanos;
  }

  @Override
  public @Nullable Block next() throws IOException {
    return switch (told++) {
      case 0 -> section();
      case 1 -> described();
      default -> packet();
    };
  }

  private Block section() {
    BlockBuilder block = new BlockBuilder(order, Pcapng.SECTION_HEADER);
    block.add32(Pcapng.BYTE_ORDER_MAGIC).add16(1).add16(0).add64(-1);
    return new Block(block.build(), 0, order);
  }

  private @Nullable Block described() throws IOException {
    if (!input.has(FILE_HEADER)) {
      return torn.at(0, input.left());
    }
    int version = order.u16(input.buffer(), input.at() + 4);
    if (version != 2) {
      throw input.bad(4, "pcap of version " + version + "; expected 2");
    }
    BlockBuilder block = new BlockBuilder(order, Pcapng.INTERFACE);
    block.add16(order.int32(input.buffer(), input.at() + 20) & LINK_TYPE_BITS).add16(0);
    block.add32(order.int32(input.buffer(), input.at() + 16));
    if (nanos) {
      block.option(Pcapng.TIME_RESOLUTION, new byte[] {9}).endOptions();
    }
    input.skip(FILE_HEADER);
    return new Block(block.build(), 0, order);
  }

  private @Nullable Block packet() throws IOException {
    long offset = input.offset();
    if (!input.has(PACKET_HEADER)) {
      return torn.at(offset, input.left());
    }
    long captured = order.u32(input.buffer(), input.at() + 8);
    String problem = CaptureInput.tooLong(captured);
    if (problem != null) {
      throw input.bad(offset, "a packet of " + problem);
    }
    if (!input.has(PACKET_HEADER + (int) captured)) {
      return torn.at(offset, input.left());
    }
    return packet(offset, (int) captured);
  }

  private Block packet(long offset, int captured) {
    byte[] buffer = input.buffer();
    int at = input.at();
    long units = nanos ? 1_000_000_000L : 1_000_000L;
    long time = order.u32(buffer, at) * units + order.u32(buffer, at + 4);
    byte[] data = new byte[Pcapng.PACKET_DATA + Pcapng.padded(captured) + 4];
    order.put32(data, 0, Pcapng.ENHANCED_PACKET);
    order.put32(data, 4, data.length);
    order.put32(data, 12, (int) (time >>> 32));
    order.put32(data, 16, (int) time);
    order.put32(data, 20, captured);
    order.put32(data, 24, order.int32(buffer, at + 12));
    order.put32(data, data.length - 4, data.length);
    input.skip(PACKET_HEADER);
    input.take(data, Pcapng.PACKET_DATA, captured);
    return new Block(data, offset, order);
  }
}
