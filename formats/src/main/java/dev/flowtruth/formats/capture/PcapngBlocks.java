package dev.flowtruth.formats.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The blocks of a pcapng file, as they stand. */
final class PcapngBlocks implements BlockSource {
  private static final int LEAST_SECTION_HEADER = 28;

  private final CaptureInput input;
  private final TornEnd torn;
  private Endian order = Endian.LITTLE;

  PcapngBlocks(CaptureInput input, TornEnd torn) {
    this.input = input;
    this.torn = torn;
  }

  @Override
  public @Nullable Block next() throws IOException {
    long offset = input.offset();
    if (!input.has(Pcapng.FRAME)) {
      return torn.at(offset, input.left());
    }
    boolean section = Endian.BIG.int32(input.buffer(), input.at()) == Pcapng.SECTION_HEADER;
    if (section) {
      order = orderOf(offset);
    }
    int length = length(offset, section);
    if (!input.has(length)) {
      return torn.at(offset, input.left());
    }
    Block block = new Block(input.take(length), offset, order);
    check(block, section);
    return block;
  }

  private Endian orderOf(long offset) throws BadCaptureException {
    int magic = Endian.BIG.int32(input.buffer(), input.at() + Pcapng.BODY);
    if (magic == Pcapng.BYTE_ORDER_MAGIC) {
      return Endian.BIG;
    }
    if (Integer.reverseBytes(magic) == Pcapng.BYTE_ORDER_MAGIC) {
      return Endian.LITTLE;
    }
    throw input.bad(
        offset, String.format("byte order 0x%08X of a section; expected 0x1A2B3C4D", magic));
  }

  private int length(long offset, boolean section) throws BadCaptureException {
    long length = order.u32(input.buffer(), input.at() + 4);
    int least = section ? LEAST_SECTION_HEADER : Pcapng.FRAME;
    if (length % 4 != 0 || length < least) {
      throw input.bad(
          offset,
          "a block of " + length + " bytes; expected a multiple of 4 from " + least + " on");
    }
    String problem = CaptureInput.tooLong(length);
    if (problem != null) {
      throw input.bad(offset, "a block of " + problem);
    }
    return (int) length;
  }

  private void check(Block block, boolean section) throws BadCaptureException {
    long second = order.u32(block.data(), block.bodyEnd());
    if (second != block.data().length) {
      throw input.bad(
          block.offset(),
          "a block of "
              + block.data().length
              + " bytes that ends with the length "
              + second
              + "; expected the same");
    }
    int version = section ? order.u16(block.data(), Pcapng.BODY + 4) : 1;
    if (version != 1) {
      throw input.bad(block.offset(), "pcapng of version " + version + "; expected 1");
    }
  }
}
