package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.flowtruth.platform.linux.layout.ClassicBpf;
import dev.flowtruth.platform.linux.layout.PacketSocket;
import dev.flowtruth.platform.linux.layout.Ring;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A packet socket of the network namespace in which the opening thread was, and the ring of frames
 * that the kernel fills: {@code TPACKET_V2}, whose every packet is to be read at once (version 3
 * hands over whole blocks, a millisecond late at best). Packets are cooked: they begin with their
 * network header. Keeps the namespace alive until it is closed. Not thread-safe.
 */
public final class PacketRing implements AutoCloseable {
  /** A multiple of every page size that Linux has. */
  private static final int BLOCK = 1 << 16;

  private static final int FRAME = 1 << 8;
  private static final int NONE = -1;
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final int fd;
  private final long address;
  private final int size;
  private final ByteBuffer frames;
  private final ByteBuffer statistics = NativeBuffers.allocate(PacketSocket.STATISTICS_SIZE);
  private final ByteBuffer statisticsSize = NativeBuffers.allocate(Integer.BYTES);
  private int next;
  private int current = NONE;
  private long packets;
  private long drops;
  private boolean closed;

  private PacketRing(int fd, long address, int size) {
    this.fd = fd;
    this.address = address;
    this.size = size;
    frames = new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
  }

  /**
   * Opens one for packets of all interfaces.
   *
   * @param blocks of 256 packets each
   * @param filter instructions; it holds from the first packet on
   * @throws CallException when the kernel refused, for lack of CAP_NET_RAW above all
   */
  public static PacketRing open(int blocks, ByteBuffer filter) throws CallException {
    int type = Sockets.SOCK_DGRAM | Sockets.SOCK_CLOEXEC;
    int fd = LibC.socket(PacketSocket.AF_PACKET, type, 0); // protocol 0: no packet before the bind
    if (fd < 0) {
      throw CallException.last("socket(AF_PACKET, SOCK_DGRAM, 0)");
    }
    try {
      attach(fd, filter);
      askForRing(fd, blocks);
      return begin(new PacketRing(fd, map(fd, blocks * BLOCK), blocks * BLOCK));
    } catch (CallException e) {
      LibC.close(fd);
      throw e;
    }
  }

  private static void askForRing(int fd, int blocks) throws CallException {
    ByteBuffer version = NativeBuffers.allocate(Integer.BYTES).putInt(0, PacketSocket.TPACKET_V2);
    set(fd, PacketSocket.SOL_PACKET, PacketSocket.PACKET_VERSION, version, "PACKET_VERSION");
    ByteBuffer ring = NativeBuffers.allocate(PacketSocket.RING_SIZE);
    ring.putInt(PacketSocket.RING_BLOCK_SIZE, BLOCK);
    ring.putInt(PacketSocket.RING_BLOCKS, blocks);
    ring.putInt(PacketSocket.RING_FRAME_SIZE, FRAME);
    ring.putInt(PacketSocket.RING_FRAMES, blocks * BLOCK / FRAME);
    set(fd, PacketSocket.SOL_PACKET, PacketSocket.PACKET_RX_RING, ring, "PACKET_RX_RING");
  }

  private static long map(int fd, int size) throws CallException {
    int both = Ring.PROT_READ | Ring.PROT_WRITE;
    long address = LibC.mmap(0, size, both, Ring.MAP_SHARED, fd, 0);
    if (address == Ring.MAP_FAILED) {
      throw CallException.last("mmap(ring of packets)");
    }
    return address;
  }

  private static PacketRing begin(PacketRing ring) throws CallException {
    ByteBuffer to = NativeBuffers.allocate(PacketSocket.ADDRESS_SIZE);
    to.putShort(PacketSocket.ADDRESS_FAMILY, (short) PacketSocket.AF_PACKET);
    to.put(PacketSocket.ADDRESS_PROTOCOL + 1, (byte) PacketSocket.ETH_P_ALL); // network byte order
    if (LibC.bind(ring.fd, to, PacketSocket.ADDRESS_SIZE) < 0) {
      CallException failure = CallException.last("bind(AF_PACKET, ETH_P_ALL)");
      LibC.munmap(ring.address, ring.size);
      throw failure;
    }
    return ring;
  }

  private static void attach(int fd, ByteBuffer filter) throws CallException {
    ByteBuffer program = NativeBuffers.allocate(ClassicBpf.PROGRAM_SIZE);
    int count = filter.limit() / ClassicBpf.INSTRUCTION_SIZE;
    program.putShort(ClassicBpf.PROGRAM_LENGTH, (short) count);
    long first = Pointer.nativeValue(Native.getDirectBufferPointer(filter));
    program.putLong(ClassicBpf.PROGRAM_ADDRESS, first);
    try {
      set(fd, Sockets.SOL_SOCKET, Sockets.SO_ATTACH_FILTER, program, "SO_ATTACH_FILTER");
    } finally {
      Reference.reachabilityFence(filter);
    }
  }

  private static void set(int fd, int level, int option, ByteBuffer value, String name)
      throws CallException {
    if (LibC.setsockopt(fd, level, option, value, value.capacity()) < 0) {
      throw CallException.last("setsockopt(" + name + ")");
    }
  }

  /** Replaces the filter; no packet meets neither. */
  public void filter(ByteBuffer instructions) throws CallException {
    attach(fd, instructions);
  }

  /** For {@link Readiness}. */
  int descriptor() {
    return fd;
  }

  /**
   * Moves to the next packet, and gives the frame of the one before back to the kernel.
   *
   * @return false when there is none yet
   */
  public boolean advance() {
    release();
    int status = (int) INT.getAcquire(frames, next + PacketSocket.STATUS);
    if ((status & PacketSocket.STATUS_USER) == 0) {
      return false;
    }
    current = next;
    next = next + FRAME < size ? next + FRAME : 0;
    return true;
  }

  private void release() {
    if (current != NONE) {
      INT.setRelease(frames, current + PacketSocket.STATUS, PacketSocket.STATUS_KERNEL);
      current = NONE;
    }
  }

  /** Where all packets are. */
  public ByteBuffer bytes() {
    return frames;
  }

  /** Where the packet's network header begins. */
  public int offset() {
    return current + (frames.getShort(current + PacketSocket.NETWORK_OFFSET) & 0xffff);
  }

  /** How much of it there is. */
  public int length() {
    int whole = frames.getInt(current + PacketSocket.LENGTH);
    return Math.max(0, Math.min(whole, current + FRAME - offset()));
  }

  /** When it was sent, wall-clock ns. */
  public long wallNanos() {
    long seconds = frames.getInt(current + PacketSocket.SECONDS) & 0xffff_ffffL;
    return seconds * 1_000_000_000L + frames.getInt(current + PacketSocket.NANOSECONDS);
  }

  /** Index of the interface that it went through. */
  public int interfaceIndex() {
    return frames.getInt(current + PacketSocket.HEADER_SIZE + PacketSocket.ADDRESS_INTERFACE);
  }

  /** Reads the kernel's counters. */
  public void count() throws CallException {
    statisticsSize.putInt(0, PacketSocket.STATISTICS_SIZE);
    int level = PacketSocket.SOL_PACKET;
    int option = PacketSocket.PACKET_STATISTICS;
    if (LibC.getsockopt(fd, level, option, statistics, statisticsSize) < 0) {
      throw CallException.last("getsockopt(PACKET_STATISTICS)");
    }
    packets += statistics.getInt(PacketSocket.STATISTICS_PACKETS) & 0xffff_ffffL;
    drops += statistics.getInt(PacketSocket.STATISTICS_DROPS) & 0xffff_ffffL;
  }

  /** Packets that passed the filter up to the last {@link #count}, the dropped ones included. */
  public long packets() {
    return packets;
  }

  /** Those of them that found the ring full. */
  public long drops() {
    return drops;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.munmap(address, size);
      LibC.close(fd);
    }
  }
}
