package dev.flowtruth.formats.capture;

import org.jspecify.annotations.Nullable;

/**
 * The header that macOS puts before a packet of a pktap interface, in the byte order of the Mac.
 *
 * @param next index of the packet's own link-layer header
 * @param linkType of the packet
 * @param name of the interface
 * @param direction which way it went
 * @param process who sent or received it, null when nobody is named
 */
record Pktap(
    int next, int linkType, String name, Direction direction, @Nullable NamedProcess process) {
  // struct pktap_header of XNU's bsd/net/pktap.h.
  private static final int LENGTH = 0;
  private static final int KIND = 4;
  private static final int PACKET = 1;
  private static final int LINK_TYPE = 8;
  private static final int NAME = 12;
  private static final int NAME_SIZE = 24;
  private static final int FLAGS = 36;
  private static final int PID = 52;
  private static final int COMM = 56;
  private static final int COMM_SIZE = 20;
  private static final int SHORTEST = COMM + COMM_SIZE;
  private static final int INCOMING = 1;
  private static final int OUTGOING = 2;

  /** DLT_RAW is 12 on macOS, which files write as 101. */
  private static final int DLT_RAW = 12;

  /** Null when it is cut off, or is none. */
  static @Nullable Pktap read(byte[] data, int from, int to) {
    if (to - from < SHORTEST) {
      return null;
    }
    long length = Endian.LITTLE.u32(data, from + LENGTH);
    boolean packet = Endian.LITTLE.int32(data, from + KIND) == PACKET;
    if (!packet || length < SHORTEST || length > to - from) {
      return null;
    }
    int type = Endian.LITTLE.int32(data, from + LINK_TYPE);
    int flags = Endian.LITTLE.int32(data, from + FLAGS);
    return new Pktap(
        from + (int) length,
        type == DLT_RAW ? LinkLayer.RAW : type,
        Texts.of(data, from + NAME, NAME_SIZE),
        Direction.of((flags & INCOMING) != 0, (flags & OUTGOING) != 0),
        process(data, from));
  }

  private static @Nullable NamedProcess process(byte[] data, int from) {
    int pid = Endian.LITTLE.int32(data, from + PID);
    return pid < 0 ? null : NamedProcess.of(pid, Texts.of(data, from + COMM, COMM_SIZE));
  }
}
