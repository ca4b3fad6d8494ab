package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;

/**
 * A socket and a process as our BPF programs describe them: a cursor over the ring, or over an
 * iterator's buffer. Nothing is allocated but by {@link #row} and {@link #comm}. Not thread-safe.
 */
public final class BpfSocket {
  /** How many words {@link #words} writes. */
  public static final int WORDS = 6;

  /** {@code IPPROTO_MPTCP} in {@code linux/in.h}: TCP to everybody else. */
  private static final int MPTCP = 262;

  private final ByteBuffer buffer;
  private int start;

  public BpfSocket(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Moves to the record at that offset. */
  public void at(int offset, int length) throws DecodeException {
    if (length < SocketRecord.SIZE) {
      throw new DecodeException("socket_record", offset, "only " + length + " bytes");
    }
    start = offset;
  }

  /** What it tells: a number of {@link dev.flowtruth.platform.linux.layout.RecordKind}. */
  public int kind() {
    return buffer.getInt(start + SocketRecord.KIND);
  }

  public int pid() {
    return buffer.getInt(start + SocketRecord.PID);
  }

  /** Monotonic ns. */
  public long time() {
    return buffer.getLong(start + SocketRecord.TIME);
  }

  public long cookie() {
    return buffer.getLong(start + SocketRecord.COOKIE);
  }

  /** When it was accepted, or got its peer, monotonic ns; 0 when that is not told. */
  public long since() {
    return buffer.getLong(start + SocketRecord.SINCE);
  }

  /** When the process was started, ns since boot. */
  public long processStart() {
    return buffer.getLong(start + SocketRecord.START);
  }

  /** The process's effective user. */
  public int processUid() {
    return buffer.getInt(start + SocketRecord.UID);
  }

  /** Inode number of the network namespace. */
  public long netns() {
    return buffer.getInt(start + SocketRecord.NETNS) & 0xffff_ffffL;
  }

  public long inode() {
    return buffer.getLong(start + SocketRecord.INODE);
  }

  public boolean has(int flag) {
    return (buffer.getInt(start + SocketRecord.FLAGS) & flag) != 0;
  }

  /** Microseconds from the first packet of a handshake to its end, 0 when not measured. */
  public long handshakeMicros() {
    return buffer.getInt(start + SocketRecord.SLACK) & 0xffff_ffffL;
  }

  /** The short name of the process. */
  public String comm() {
    return Names.ended(buffer, start + SocketRecord.COMM, SocketRecord.COMM_SIZE);
  }

  /** Protocol, state and endpoints, packed: of one socket, equal words are equal rows. */
  public void words(long[] into) {
    for (int i = 0; i < WORDS; i++) {
      into[i] = word(i);
    }
  }

  /** True when nothing of the row changed since {@link #words} wrote these. */
  public boolean sameAs(long[] words) {
    for (int i = 0; i < WORDS; i++) {
      if (words[i] != word(i)) {
        return false;
      }
    }
    return true;
  }

  /** Equal to {@link BpfGlance#fingerprint} as long as nothing of the socket changes. */
  public long fingerprint() {
    return Fingerprint.of(
        foldedAddresses(),
        buffer.getInt(start + SocketRecord.LOCAL_PORT),
        buffer.get(start + SocketRecord.STATE),
        buffer.getInt(start + SocketRecord.INTERFACE));
  }

  private int foldedAddresses() {
    int folded = 0;
    for (int at = SocketRecord.LOCAL; at < SocketRecord.COMM; at += Integer.BYTES) {
      folded ^= buffer.getInt(start + at);
    }
    return folded;
  }

  private long word(int index) {
    return index < WORDS - 1
        ? buffer.getLong(start + SocketRecord.PROTOCOL + 8 * index)
        : buffer.getInt(start + SocketRecord.INTERFACE);
  }

  /** The socket as a row of a table would show it. */
  public SocketRow row() throws DecodeException {
    Protocol protocol = protocol();
    boolean ports = protocol.hasPorts();
    return new SocketRow(
        protocol,
        endpoint(SocketRecord.LOCAL, ports ? SocketRecord.LOCAL_PORT : -1),
        endpoint(SocketRecord.PEER, ports ? SocketRecord.PEER_PORT : -1),
        States.of(buffer.get(start + SocketRecord.STATE), protocol, start + SocketRecord.STATE),
        false,
        inode(),
        cookie(),
        buffer.getInt(start + SocketRecord.SOCKET_UID),
        has(SocketRecord.FLAG_V6ONLY),
        buffer.getInt(start + SocketRecord.INTERFACE));
  }

  private Protocol protocol() throws DecodeException {
    int number = buffer.getShort(start + SocketRecord.PROTOCOL) & 0xffff;
    if (number == MPTCP) {
      return Protocol.TCP;
    }
    if (number > 255) {
      throw new DecodeException(
          "protocol", start + SocketRecord.PROTOCOL, number + " is above 255");
    }
    return has(SocketRecord.FLAG_RAW) ? Protocol.raw(number) : Protocol.of(number);
  }

  private Endpoint endpoint(int addressOffset, int portOffset) throws DecodeException {
    int port = portOffset < 0 ? 0 : NetworkBytes.port(buffer, start + portOffset);
    int family = buffer.get(start + SocketRecord.FAMILY);
    if (family == Sockets.AF_INET) {
      IpAddress address = NetworkBytes.v4(buffer, start + addressOffset);
      return port == 0 && address.isWildcard() ? Endpoint.NONE : new Endpoint(address, port);
    }
    if (family != Sockets.AF_INET6) {
      throw new DecodeException(
          "family", start + SocketRecord.FAMILY, family + " is no internet family");
    }
    int scope = buffer.getInt(start + SocketRecord.INTERFACE);
    IpAddress address = NetworkBytes.v6(buffer, start + addressOffset, scope);
    return port == 0 && address.isWildcard() ? Endpoint.NONE_V6 : new Endpoint(address, port);
  }
}
