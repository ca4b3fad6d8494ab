package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.NetlinkMessages;
import dev.flowtruth.platform.linux.decoder.PacketTuple;
import dev.flowtruth.platform.linux.layout.Errno;
import dev.flowtruth.platform.linux.layout.InetDiag;
import dev.flowtruth.platform.linux.layout.Netlink;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Asks NETLINK_SOCK_DIAG for the one socket that a packet came from: no dump, a lookup in the
 * kernel's hash tables, some µs. An IPv6 socket that speaks IPv4 is found by its IPv4 packets. Of
 * the namespace in which the opening thread was. Not thread-safe.
 */
final class TupleLookup implements AutoCloseable {
  private static final int BUFFER_SIZE = 1 << 13;
  private static final int SIZE = Netlink.HEADER_SIZE + InetDiag.REQUEST_SIZE;
  private static final int BODY = Netlink.HEADER_SIZE;

  private final NetlinkSocket socket;
  private final ByteBuffer request = NativeBuffers.allocate(SIZE);
  private final ByteBuffer tuple = request.duplicate().order(ByteOrder.BIG_ENDIAN);
  private final ByteBuffer answer = NativeBuffers.allocate(BUFFER_SIZE);
  private final NetlinkMessages messages = new NetlinkMessages(answer);
  private final DiagMessage message = new DiagMessage(answer);
  private int sequence;

  private TupleLookup(NetlinkSocket socket) {
    this.socket = socket;
  }

  static TupleLookup open() throws CallException {
    return new TupleLookup(NetlinkSocket.open(Netlink.SOCK_DIAG, 0));
  }

  /**
   * Looks for the sender.
   *
   * @param interfaceIndex which the packet went through, for sockets that are bound to one
   * @return false when there is none (any more): it was forwarded, or its sender is closed
   */
  boolean find(PacketTuple packet, int interfaceIndex) throws SourceException {
    write(packet, interfaceIndex);
    socket.send(request, SIZE);
    while (true) {
      int length = socket.receive(answer);
      messages.begin(Math.max(0, length)); // an overflow has nothing
      while (messages.advance()) {
        if (messages.sequence() == sequence) {
          return isAnswer() && isOf(packet);
        }
      }
    }
  }

  /** What was found last. */
  DiagMessage message() {
    return message;
  }

  private void write(PacketTuple packet, int interfaceIndex) {
    request.putInt(Netlink.LENGTH, SIZE);
    request.putShort(Netlink.TYPE, (short) InetDiag.SOCK_DIAG_BY_FAMILY);
    request.putShort(Netlink.FLAGS, (short) Netlink.REQUEST);
    request.putInt(Netlink.SEQUENCE, ++sequence);
    int family = packet.v4() ? Sockets.AF_INET : Sockets.AF_INET6;
    request.put(BODY + InetDiag.REQUEST_FAMILY, (byte) family);
    request.put(BODY + InetDiag.REQUEST_PROTOCOL, (byte) packet.protocol());
    request.putInt(BODY + InetDiag.REQUEST_STATES, -1);
    writeEnds(packet);
    request.putInt(BODY + InetDiag.REQUEST_INTERFACE, interfaceIndex);
    request.putInt(BODY + InetDiag.REQUEST_COOKIE, InetDiag.NO_COOKIE);
    request.putInt(BODY + InetDiag.REQUEST_COOKIE + 4, InetDiag.NO_COOKIE);
  }

  /** For UDP the kernel takes source and destination the other way round (udp_diag.c). */
  private void writeEnds(PacketTuple packet) {
    boolean isTcp = packet.isTcp();
    int sourcePort = isTcp ? InetDiag.REQUEST_SOURCE_PORT : InetDiag.REQUEST_DESTINATION_PORT;
    int peerPort = isTcp ? InetDiag.REQUEST_DESTINATION_PORT : InetDiag.REQUEST_SOURCE_PORT;
    int source = isTcp ? InetDiag.REQUEST_SOURCE : InetDiag.REQUEST_DESTINATION;
    int peer = isTcp ? InetDiag.REQUEST_DESTINATION : InetDiag.REQUEST_SOURCE;
    tuple.putShort(BODY + sourcePort, (short) packet.sourcePort());
    tuple.putShort(BODY + peerPort, (short) packet.destinationPort());
    write(BODY + source, packet.v4(), packet.sourceHigh(), packet.sourceLow());
    write(BODY + peer, packet.v4(), packet.destinationHigh(), packet.destinationLow());
  }

  private void write(int at, boolean v4, long high, long low) {
    if (v4) {
      tuple.putInt(at, (int) low);
    } else {
      tuple.putLong(at, high);
      tuple.putLong(at + Long.BYTES, low);
    }
  }

  private boolean isAnswer() throws SourceException {
    if (messages.type() == Netlink.ERROR) {
      int errno = messages.errno();
      if (errno != Errno.ENOENT) {
        throw CallException.reported("netlink lookup of a socket", errno);
      }
      return false;
    }
    message.at(messages.payload(), messages.payloadLength());
    return true;
  }

  /** Where the connection itself is gone the kernel offers its listener. */
  private boolean isOf(PacketTuple packet) {
    boolean isPeers = message.peerPort() == packet.destinationPort();
    boolean isConnected = packet.isTcp() || message.peerPort() != 0;
    return message.localPort() == packet.sourcePort() && (isPeers || !isConnected);
  }

  @Override
  public void close() {
    socket.close();
  }
}
