package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.platform.linux.layout.ClassicBpf;
import dev.flowtruth.platform.linux.layout.PacketSocket;
import java.nio.ByteBuffer;

/**
 * Runs classic BPF as the kernel does ({@code Documentation/networking/filter.rst}): whoever reads
 * beyond the packet drops it.
 */
final class FilterInterpreter {
  private final ByteBuffer program;
  private final byte[] packet;
  private final int type;
  private final int[] scratch = new int[16];
  private int accumulator;
  private int index;

  private FilterInterpreter(ByteBuffer program, byte[] packet, int type) {
    this.program = program;
    this.packet = packet;
    this.type = type;
  }

  /** How many bytes of an outgoing packet are let through; 0 when it is dropped. */
  static int run(ByteBuffer program, byte[] packet) {
    return run(program, packet, PacketSocket.PACKET_OUTGOING);
  }

  static int run(ByteBuffer program, byte[] packet, int type) {
    try {
      return new FilterInterpreter(program, packet, type).run();
    } catch (IndexOutOfBoundsException e) {
      return 0;
    }
  }

  private int run() {
    int count = program.limit() / ClassicBpf.INSTRUCTION_SIZE;
    for (int at = 0; at < count; at++) {
      int base = at * ClassicBpf.INSTRUCTION_SIZE;
      int code = program.getShort(base);
      int k = program.getInt(base + ClassicBpf.OPERAND);
      int yes = program.get(base + ClassicBpf.JUMP_TRUE) & 0xff;
      int no = program.get(base + ClassicBpf.JUMP_FALSE) & 0xff;
      switch (code) {
        case ClassicBpf.RETURN -> {
          return k;
        }
        case ClassicBpf.JUMP -> at += k;
        case ClassicBpf.JUMP_EQUAL -> at += accumulator == k ? yes : no;
        case ClassicBpf.JUMP_ANY_BIT -> at += (accumulator & k) != 0 ? yes : no;
        case ClassicBpf.JUMP_GREATER_OR_EQUAL ->
            at += Integer.compareUnsigned(accumulator, k) >= 0 ? yes : no;
        default -> step(code, k);
      }
    }
    throw new AssertionError("no return");
  }

  private void step(int code, int k) {
    switch (code) {
      case ClassicBpf.LOAD -> accumulator = k;
      case ClassicBpf.LOAD_BYTE -> accumulator = k < 0 ? ancillary(k) : at(k);
      case ClassicBpf.LOAD_HALF -> accumulator = k < 0 ? ancillary(k) : at(k) << 8 | at(k + 1);
      case ClassicBpf.LOAD_BYTE_INDEXED -> accumulator = at(index + k);
      case ClassicBpf.LOAD_HALF_INDEXED -> accumulator = at(index + k) << 8 | at(index + k + 1);
      case ClassicBpf.LOAD_INDEX -> index = k;
      case ClassicBpf.LOAD_INDEX_HEADER -> index = 4 * (at(k) & 0xf);
      case ClassicBpf.STORE -> scratch[k] = accumulator;
      case ClassicBpf.LOAD_STORED -> accumulator = scratch[k];
      case ClassicBpf.TO_INDEX -> index = accumulator;
      case ClassicBpf.ADD -> accumulator += k;
      case ClassicBpf.ADD_INDEX -> accumulator += index;
      case ClassicBpf.SHIFT_LEFT -> accumulator <<= k;
      default -> throw new AssertionError("code " + code);
    }
  }

  private int at(int offset) {
    return packet[offset] & 0xff;
  }

  private int ancillary(int what) {
    if (what == ClassicBpf.PACKET_TYPE) {
      return type;
    }
    int version = at(0) >> 4;
    return version == 4 ? PacketSocket.ETH_P_IP : version == 6 ? PacketSocket.ETH_P_IPV6 : 0;
  }
}
