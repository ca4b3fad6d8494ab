package dev.flowtruth.platform.linux.layout;

/**
 * A {@code BPF_MAP_TYPE_RINGBUF} in memory: a page with the consumer's position, a page with the
 * producers', the data twice.
 *
 * <p>Source: {@code linux/bpf.h} (uapi), {@code Documentation/bpf/ringbuf.rst}; {@code
 * asm-generic/mman-common.h}.
 */
public final class Ring {
  /** Of a record: u32 length with two flags, u32 for the kernel alone. */
  public static final int HEADER_SIZE = 8;

  /** It is being written. */
  public static final int BUSY = 1 << 31;

  /** It was given up. */
  public static final int DISCARD = 1 << 30;

  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int MAP_SHARED = 1;
  public static final long MAP_FAILED = -1;

  private Ring() {}
}
