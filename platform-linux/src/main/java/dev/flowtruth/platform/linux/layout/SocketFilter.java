package dev.flowtruth.platform.linux.layout;

/**
 * Classic BPF as far as a filter of netlink messages needs it.
 *
 * <p>Source: {@code linux/filter.h}, {@code linux/bpf_common.h}.
 */
public final class SocketFilter {
  // struct sock_filter
  public static final int INSTRUCTION_SIZE = 8;

  // struct sock_fprog of 64-bit machines
  public static final int PROGRAM_SIZE = 16;
  public static final int PROGRAM_LENGTH = 0;
  public static final int PROGRAM_ADDRESS = 8;

  /** {@code BPF_LD | BPF_IMM} */
  public static final int LOAD_CONSTANT = 0x00;

  /** {@code BPF_LDX | BPF_IMM} */
  public static final int LOAD_INDEX = 0x01;

  /** {@code BPF_LD | BPF_W | BPF_ABS} */
  public static final int LOAD = 0x20;

  /** {@code BPF_LD | BPF_W | BPF_IND}: from the index on, in network byte order. */
  public static final int LOAD_INDEXED = 0x40;

  /** {@code BPF_MISC | BPF_TAX} */
  public static final int TO_INDEX = 0x07;

  /** {@code BPF_JMP | BPF_JEQ | BPF_K} */
  public static final int JUMP_EQUAL = 0x15;

  /** {@code BPF_JMP | BPF_JSET | BPF_K} */
  public static final int JUMP_ANY_BIT = 0x45;

  /** {@code BPF_RET | BPF_K}: so many bytes of the message; 0 to drop it. */
  public static final int RETURN = 0x06;

  /**
   * {@code SKF_AD_OFF + SKF_AD_NLATTR}: where the netlink attribute begins whose type is in the
   * index, searched from the accumulator on; 0 when there is none.
   */
  public static final int ATTRIBUTE = -0x1000 + 12;

  private SocketFilter() {}
}
