package dev.flowtruth.formats.flows;

import java.io.IOException;
import java.util.Arrays;

/** Cuts an input into blocks of whole rows, in constant memory. Not thread-safe. */
final class BlockReader {
  /** A longer row is taken for a mistake: no tool writes one, and memory has an end. */
  static final int LONGEST_ROW = 1 << 22;

  private final FlowInput input;
  private byte[] carried = CellCache.EMPTY;
  private int carriedFrom;
  private int carriedTo;
  private long line = 1;
  private boolean atEnd;

  BlockReader(FlowInput input) {
    this.input = input;
  }

  /** Reads the head. Its bytes come again in the blocks, unless {@link #skip} says otherwise. */
  FileHead readHead() throws IOException {
    byte[] data = new byte[1 << 16];
    FileHead head = new FileHead(input.name(), carried);
    while (!atEnd && !head.isComplete()) {
      if (carriedTo == data.length) {
        requireRoom(carriedTo);
        data = Arrays.copyOf(data, carriedTo * 2);
      }
      int count = input.read(data, carriedTo, data.length - carriedTo, line);
      atEnd = count < 0;
      carriedTo += Math.max(count, 0);
      carried = Arrays.copyOf(data, carriedTo);
      head = new FileHead(input.name(), carried);
    }
    return head;
  }

  /** Leaves the first bytes of the file out of the blocks. */
  void skip(int headLength) {
    line += ByteSearch.count(carried, 0, headLength, (byte) '\n');
    carriedFrom = headLength;
  }

  /** The line on which the next block begins. */
  long line() {
    return line;
  }

  boolean isAtEnd() {
    return atEnd;
  }

  /** Fills a block with at least one row; it has none at the end of the input. */
  void fill(Block block, FlowReader reader) throws IOException {
    block.begin(carried, carriedFrom, carriedTo);
    block.cut(reader, atEnd);
    while (!atEnd && (block.rows() == 0 || block.room() > 0 && !input.pauses())) {
      if (block.room() == 0) {
        requireRoom(block.limit());
        block.grow();
      }
      int count = input.read(block.data(), block.limit(), block.room(), line);
      atEnd = count < 0;
      block.filled(Math.max(count, 0));
      block.cut(reader, atEnd);
    }
    line += block.linesBefore(block.cutEnd());
    carried = Arrays.copyOfRange(block.data(), block.cutEnd(), block.limit());
    carriedFrom = 0;
    carriedTo = carried.length;
  }

  private void requireRoom(int limit) throws BadFlowFileException {
    if (limit >= LONGEST_ROW) {
      throw new BadFlowFileException(
          input.name(),
          line,
          null,
          "a row of more than 4 MiB; expected a line end (or the quote that closes a cell)");
    }
  }
}
