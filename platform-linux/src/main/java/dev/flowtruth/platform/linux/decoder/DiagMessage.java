package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Sockets;
import dev.flowtruth.platform.linux.layout.TcpInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A socket as NETLINK_SOCK_DIAG describes it ({@code struct inet_diag_msg} and its attributes).
 *
 * <p>A cursor over the receive buffer. A poll meets thousands of sockets that did not change: for
 * those {@link #cookie()} and {@link #sameAs} suffice and nothing is allocated. Not thread-safe.
 */
public final class DiagMessage {
  /** How many words {@link #words} writes. */
  public static final int WORDS = 7;

  /** A number of bytes that the message does not tell. */
  public static final long UNKNOWN = -1;

  private final ByteBuffer buffer;
  private final Attributes attributes;
  private int start;
  private int end;

  public DiagMessage(ByteBuffer buffer) {
    this.buffer = buffer;
    attributes = new Attributes(buffer);
  }

  /** Moves to the message at that offset. */
  public void at(int offset, int length) throws DecodeException {
    if (length < InetDiag.MESSAGE_SIZE) {
      throw new DecodeException("inet_diag_msg", offset, "only " + length + " bytes");
    }
    start = offset;
    end = offset + length;
  }

  /** The kernel's identity of the socket, never 0 and never reused within a boot. */
  public long cookie() {
    // Two u32, the lower one first in either byte order.
    long low = buffer.getInt(start + InetDiag.COOKIE) & 0xffff_ffffL;
    return low | (long) buffer.getInt(start + InetDiag.COOKIE + 4) << 32;
  }

  /** True for what is left of a connection in TIME_WAIT, whatever its state says. */
  public boolean isRemains() {
    return buffer.get(start + InetDiag.TIMER) == InetDiag.TIMER_TIME_WAIT
        && buffer.getInt(start + InetDiag.INODE) == 0;
  }

  /** Everything that makes a row, packed: equal words and cookies are equal rows. */
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

  private long word(int index) {
    return switch (index) {
      case 0 -> buffer.getLong(start) & ~timerMask();
      case 1, 2 -> buffer.getLong(start + InetDiag.SOURCE + 8 * (index - 1));
      case 3, 4 -> buffer.getLong(start + InetDiag.DESTINATION + 8 * (index - 3));
      case 5 -> buffer.getInt(start + InetDiag.INTERFACE);
      default -> buffer.getLong(start + InetDiag.UID);
    };
  }

  /** Timer and retransmissions, which change all the time, are the third and fourth byte. */
  private long timerMask() {
    return buffer.order() == java.nio.ByteOrder.LITTLE_ENDIAN ? 0xffff_0000L : 0xffffL << 32;
  }

  /**
   * The row of a table.
   *
   * @param table the table that was asked for; raw sockets carry their protocol as a port
   */
  public SocketRow row(Protocol table) throws DecodeException {
    int stateNumber = buffer.get(start + InetDiag.STATE) & 0xff;
    Protocol protocol = table.raw() ? Protocol.raw(rawProtocol()) : table;
    boolean ports = protocol.hasPorts();
    return new SocketRow(
        protocol,
        endpoint(InetDiag.SOURCE, ports ? InetDiag.SOURCE_PORT : -1),
        endpoint(InetDiag.DESTINATION, ports ? InetDiag.DESTINATION_PORT : -1),
        States.of(stateNumber, protocol, start + InetDiag.STATE),
        isRemains(),
        inode(),
        cookie(),
        buffer.getInt(start + InetDiag.UID),
        isV6Only(),
        boundInterface());
  }

  /**
   * Hands over the rows of an SCTP association: one for each pair of addresses, since its packets
   * may go between any two. They have no cookie: that is their socket's, which has a row itself.
   *
   * @return false when the message is of a socket itself
   */
  public boolean association(Consumer<SocketRow> rows) throws DecodeException {
    int peers = attribute(InetDiag.ATTRIBUTE_PEERS, 0, "INET_DIAG_PEERS");
    if (peers < 0) {
      return false;
    }
    List<IpAddress> theirs = SctpAssociation.addresses(buffer, peers, attributes.length());
    int locals = attribute(InetDiag.ATTRIBUTE_LOCALS, 0, "INET_DIAG_LOCALS");
    int length = locals < 0 ? 0 : attributes.length();
    SocketState state =
        SctpAssociation.state(buffer.get(start + InetDiag.STATE) & 0xff, start + InetDiag.STATE);
    for (IpAddress ours : SctpAssociation.addresses(buffer, locals, length)) {
      for (IpAddress peer : theirs) {
        if (ours.isV4() == peer.isV4()) {
          rows.accept(association(ours, peer, state));
        }
      }
    }
    return true;
  }

  private SocketRow association(IpAddress ours, IpAddress peer, SocketState state) {
    return new SocketRow(
        Protocol.SCTP,
        new Endpoint(ours, NetworkBytes.port(buffer, start + InetDiag.SOURCE_PORT)),
        new Endpoint(peer, NetworkBytes.port(buffer, start + InetDiag.DESTINATION_PORT)),
        state,
        false,
        buffer.getInt(start + InetDiag.INODE) & 0xffff_ffffL,
        0,
        buffer.getInt(start + InetDiag.UID),
        false,
        0);
  }

  private int rawProtocol() throws DecodeException {
    int number = NetworkBytes.port(buffer, start + InetDiag.SOURCE_PORT);
    if (number > 255) {
      throw new DecodeException(
          "protocol of a raw socket", start + InetDiag.SOURCE_PORT, number + " is above 255");
    }
    return number;
  }

  private Endpoint endpoint(int addressOffset, int portOffset) throws DecodeException {
    int port = portOffset < 0 ? 0 : NetworkBytes.port(buffer, start + portOffset);
    int family = buffer.get(start + InetDiag.FAMILY);
    if (family == Sockets.AF_INET) {
      IpAddress address = NetworkBytes.v4(buffer, start + addressOffset);
      return port == 0 && address.isWildcard() ? Endpoint.NONE : new Endpoint(address, port);
    }
    if (family != Sockets.AF_INET6) {
      throw new DecodeException("idiag_family", start, family + " is no internet family");
    }
    IpAddress address = NetworkBytes.v6(buffer, start + addressOffset, boundInterface());
    return port == 0 && address.isWildcard() ? Endpoint.NONE_V6 : new Endpoint(address, port);
  }

  /** True when the socket got a port, or is of a protocol that has none. */
  public boolean hasLocalPort() {
    return localPort() != 0;
  }

  public int localPort() {
    return NetworkBytes.port(buffer, start + InetDiag.SOURCE_PORT);
  }

  /** 0 when it has no peer. */
  public int peerPort() {
    return NetworkBytes.port(buffer, start + InetDiag.DESTINATION_PORT);
  }

  /** Inode number, 0 while (or since) no process can hold the socket. */
  public long inode() {
    return buffer.getInt(start + InetDiag.INODE) & 0xffff_ffffL;
  }

  private int boundInterface() {
    return buffer.getInt(start + InetDiag.INTERFACE);
  }

  private boolean isV6Only() throws DecodeException {
    int value = attribute(InetDiag.ATTRIBUTE_V6ONLY, 1, "INET_DIAG_SKV6ONLY");
    return value >= 0 && buffer.get(value) != 0;
  }

  /** The protocol, which destroy messages name in an attribute. */
  public Protocol protocol() throws DecodeException {
    int value = attribute(InetDiag.ATTRIBUTE_PROTOCOL, 1, "INET_DIAG_PROTOCOL");
    if (value < 0) {
      throw new DecodeException("INET_DIAG_PROTOCOL", start, "the message has none");
    }
    return Protocol.of(buffer.get(value) & 0xff);
  }

  /** Payload bytes sent and acknowledged or not, {@link #UNKNOWN} where the kernel is silent. */
  public long bytesSent() throws DecodeException {
    long sent = tcpInfo(TcpInfo.BYTES_SENT);
    long again = tcpInfo(TcpInfo.BYTES_RETRANSMITTED);
    return sent < 0 || again < 0 || again > sent ? UNKNOWN : sent - again;
  }

  /**
   * Payload bytes received in order, {@link #UNKNOWN} where the kernel is silent. One too many when
   * the other side's FIN was received after payload: the kernel does not tell it from a byte.
   */
  public long bytesReceived() throws DecodeException {
    int segments = tcpInfo(TcpInfo.DATA_SEGMENTS_IN, Integer.BYTES);
    boolean none = segments >= 0 && buffer.getInt(segments) == 0;
    return none ? 0 : tcpInfo(TcpInfo.BYTES_RECEIVED);
  }

  private long tcpInfo(int offset) throws DecodeException {
    int at = tcpInfo(offset, Long.BYTES);
    return at < 0 ? UNKNOWN : Math.max(UNKNOWN, buffer.getLong(at));
  }

  /** Where a field of tcp_info is; -1 in a kernel that does not have it yet. */
  private int tcpInfo(int offset, int size) throws DecodeException {
    int value = attribute(InetDiag.ATTRIBUTE_INFO, 0, "INET_DIAG_INFO");
    return value < 0 || attributes.length() < offset + size ? -1 : value + offset;
  }

  private int attribute(int type, int atLeast, String name) throws DecodeException {
    attributes.begin(start + InetDiag.MESSAGE_SIZE, end);
    return attributes.find(type, atLeast, name);
  }
}
