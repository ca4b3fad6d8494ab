package dev.flowtruth.platform.linux.layout;

/**
 * Classic BPF, the language of socket filters: codes of instructions, and what may be loaded beside
 * the packet.
 *
 * <p>Source: {@code linux/filter.h}, {@code linux/bpf_common.h}.
 */
public final class ClassicBpf {
  // struct sock_filter
  public static final int INSTRUCTION_SIZE = 8;
  public static final int CODE = 0;
  public static final int JUMP_TRUE = 2;
  public static final int JUMP_FALSE = 3;
  public static final int OPERAND = 4;

  // struct sock_fprog of 64-bit machines
  public static final int PROGRAM_SIZE = 16;
  public static final int PROGRAM_LENGTH = 0;
  public static final int PROGRAM_ADDRESS = 8;

  /** {@code BPF_LD | BPF_H | BPF_ABS}, and of a byte. */
  public static final int LOAD_HALF = 0x28;

  public static final int LOAD_BYTE = 0x30;

  /** {@code BPF_LD | BPF_B | BPF_IND} and of a half-word: from the index register on. */
  public static final int LOAD_BYTE_INDEXED = 0x50;

  public static final int LOAD_HALF_INDEXED = 0x48;

  /** {@code BPF_LDX | BPF_B | BPF_MSH}: length of the IPv4 header there, into the index. */
  public static final int LOAD_INDEX_HEADER = 0xb1;

  /** {@code BPF_LD | BPF_W | BPF_IMM}, and into the index. */
  public static final int LOAD = 0x00;

  public static final int LOAD_INDEX = 0x01;

  /** {@code BPF_ST}: into a word of the scratch memory; and back by {@code BPF_LD | BPF_MEM}. */
  public static final int STORE = 0x02;

  public static final int LOAD_STORED = 0x60;

  /** {@code BPF_MISC | BPF_TAX}: the accumulator becomes the index. */
  public static final int TO_INDEX = 0x07;

  /** {@code BPF_ALU | BPF_ADD | BPF_K}, and of the index. */
  public static final int ADD = 0x04;

  public static final int ADD_INDEX = 0x0c;

  /** {@code BPF_ALU | BPF_LSH | BPF_K} */
  public static final int SHIFT_LEFT = 0x64;

  /** {@code BPF_JMP | BPF_JA | BPF_K} */
  public static final int JUMP = 0x05;

  public static final int JUMP_EQUAL = 0x15;
  public static final int JUMP_GREATER_OR_EQUAL = 0x35;
  public static final int JUMP_ANY_BIT = 0x45;

  /** {@code BPF_RET | BPF_K}: so many bytes of the packet; 0 to drop it. */
  public static final int RETURN = 0x06;

  /** {@code SKF_AD_OFF + SKF_AD_PROTOCOL}: the Ethernet protocol, in host byte order. */
  public static final int PROTOCOL = -0x1000;

  /** {@code SKF_AD_OFF + SKF_AD_PKTTYPE} */
  public static final int PACKET_TYPE = -0x1000 + 4;

  private ClassicBpf() {}
}
