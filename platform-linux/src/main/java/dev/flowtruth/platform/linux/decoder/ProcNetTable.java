package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * The socket tables of {@code /proc/net}: {@code tcp}, {@code udp}, {@code udplite}, {@code raw},
 * {@code icmp} and their IPv6 twins, which share the columns that are read here.
 *
 * <p>Source: Documentation/networking/proc_net_tcp.rst and {@code get_tcp4_sock} in {@code
 * net/ipv4/tcp_ipv4.c}. Addresses are 32-bit words in the byte order of the kernel's machine, which
 * is the buffer's order. Not thread-safe.
 */
public final class ProcNetTable {
  private static final int V4_DIGITS = 8;
  private static final int V6_DIGITS = 32;

  private final Protocol table;
  private final ByteBuffer text;
  private int at;

  private ProcNetTable(Protocol table, ByteBuffer text) {
    this.table = table;
    this.text = text;
    at = text.position();
  }

  /**
   * Hands over the rows of one file.
   *
   * @param table the protocol of the file; any raw one for {@code raw}
   * @param text from position to limit, in the byte order of the machine that it comes from
   */
  public static void read(Protocol table, ByteBuffer text, Consumer<SocketRow> sink)
      throws DecodeException {
    ProcNetTable reader = new ProcNetTable(table, text);
    reader.skipLine();
    while (reader.at < text.limit()) {
      sink.accept(reader.row());
      reader.skipLine();
    }
  }

  private SocketRow row() throws DecodeException {
    skipField("sl");
    IpAddress localAddress = address("local_address");
    int localPort = port("local_address");
    IpAddress peerAddress = address("rem_address");
    int peerPort = port("rem_address");
    spaces("st");
    long stateOffset = at;
    int stateNumber = (int) hex(2, "st");
    skipField("tx_queue");
    skipField("tr");
    skipField("retrnsmt");
    int uid = (int) decimal("uid");
    skipField("timeout");
    long inode = decimal("inode");
    Protocol protocol = protocol(localPort);
    SocketState state = States.of(stateNumber, protocol, stateOffset);
    boolean ports = protocol.hasPorts();
    boolean remains = state == SocketState.TIME_WAIT;
    return new SocketRow(
        protocol,
        endpoint(localAddress, ports ? localPort : 0),
        endpoint(peerAddress, ports ? peerPort : 0),
        state,
        remains,
        inode,
        0,
        uid,
        false,
        0);
  }

  private Protocol protocol(int localPort) throws DecodeException {
    if (!table.raw()) {
      return table;
    }
    if (localPort > 255) {
      throw new DecodeException("protocol of a raw socket", at, localPort + " is above 255");
    }
    return Protocol.raw(localPort);
  }

  private static Endpoint endpoint(IpAddress address, int port) {
    if (port == 0 && address.isWildcard()) {
      return address.isV4() ? Endpoint.NONE : Endpoint.NONE_V6;
    }
    return new Endpoint(address, port);
  }

  private IpAddress address(String field) throws DecodeException {
    spaces(field);
    int from = at;
    while (at < text.limit() && digit(text.get(at), 16) >= 0) {
      at++;
    }
    int digits = at - from;
    at = from;
    if (digits == V4_DIGITS) {
      return IpAddress.ofV4(word(field));
    }
    if (digits == V6_DIGITS) {
      return IpAddress.ofV6(pair(field), pair(field));
    }
    throw new DecodeException(field, from, digits + " digits are no address");
  }

  private long pair(String field) throws DecodeException {
    long first = word(field);
    return first << 32 | word(field) & 0xffff_ffffL;
  }

  private int word(String field) throws DecodeException {
    int bits = (int) hex(8, field);
    return text.order() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(bits) : bits;
  }

  private int port(String field) throws DecodeException {
    if (at >= text.limit() || text.get(at) != ':') {
      throw new DecodeException(field, at, "no colon before the port");
    }
    at++;
    return (int) hex(4, field);
  }

  private long hex(int digits, String field) throws DecodeException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < text.limit() ? digit(text.get(at), 16) : -1;
      if (digit < 0) {
        throw new DecodeException(field, at, "fewer than " + digits + " hexadecimal digits");
      }
      value = value << 4 | digit;
      at++;
    }
    return value;
  }

  private long decimal(String field) throws DecodeException {
    spaces(field);
    int from = at;
    long value = 0;
    int digit = at < text.limit() ? digit(text.get(at), 10) : -1;
    while (digit >= 0) {
      value = value * 10 + digit;
      at++;
      digit = at < text.limit() ? digit(text.get(at), 10) : -1;
    }
    if (at == from || at - from > 18) {
      throw new DecodeException(field, from, (at - from) + " decimal digits");
    }
    return value;
  }

  private void skipField(String field) throws DecodeException {
    spaces(field);
    int from = at;
    while (at < text.limit() && text.get(at) > ' ') {
      at++;
    }
    if (at == from) {
      throw new DecodeException(field, from, "the line ends before it");
    }
  }

  private void spaces(String field) throws DecodeException {
    while (at < text.limit() && text.get(at) == ' ') {
      at++;
    }
    if (at >= text.limit()) {
      throw new DecodeException(field, at, "the text ends before it");
    }
  }

  private void skipLine() {
    while (at < text.limit() && text.get(at) != '\n') {
      at++;
    }
    at++;
  }

  private static int digit(byte letter, int radix) {
    return letter < 0 ? -1 : Character.digit((char) letter, radix);
  }
}
