package dev.flowtruth.platform.linux.packet;

import static dev.flowtruth.platform.linux.layout.ClassicBpf.ADD;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.ADD_INDEX;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.JUMP_ANY_BIT;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.JUMP_EQUAL;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.JUMP_GREATER_OR_EQUAL;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_BYTE;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_BYTE_INDEXED;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_HALF;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_HALF_INDEXED;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_INDEX;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_INDEX_HEADER;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.LOAD_STORED;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.RETURN;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.SHIFT_LEFT;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.STORE;
import static dev.flowtruth.platform.linux.layout.ClassicBpf.TO_INDEX;

import dev.flowtruth.platform.linux.decoder.PacketTuple;
import dev.flowtruth.platform.linux.layout.ClassicBpf;
import dev.flowtruth.platform.linux.layout.IpHeaders;
import dev.flowtruth.platform.linux.layout.PacketSocket;
import dev.flowtruth.platform.linux.packet.FilterAssembler.Label;
import java.nio.ByteBuffer;

/**
 * Writes the filter that lets through what may be the first packet of a socket: TCP with SYN, and
 * UDP from ports that are not known yet; of those only what this host sends, so that loopback shows
 * each once. Of IPv6's extension headers those are passed over that have the common form, and that
 * of the first fragment.
 *
 * <p>The known ports are a binary search laid out as jumps: a packet meets log2 of them. On a
 * condition classic BPF jumps no further than 255 instructions, so the way to the upper half is an
 * unconditional jump.
 */
final class PacketFilter {
  private static final int WITHOUT_PORTS = 32 + 20 * PacketTuple.MOST_EXTENSIONS;
  private static final int FOR_EACH_PORT = 5;
  private static final int DROP = 0;
  private static final int ACCEPT = PacketTuple.LONGEST;

  private final FilterAssembler code;
  private final Label ipv4 = new Label();
  private final Label ipv6 = new Label();
  private final Label tcp = new Label();
  private final Label udp = new Label();
  private final Label drop = new Label();
  private final Label accept = new Label();

  private PacketFilter(int ports) {
    code = new FilterAssembler(WITHOUT_PORTS + FOR_EACH_PORT * ports);
  }

  /**
   * The filter for cooked packets, whose network header comes first.
   *
   * @param knownPorts UDP ports that are not let through, ascending, each once
   * @return the instructions, from position 0 to the limit
   */
  static ByteBuffer of(int[] knownPorts) {
    PacketFilter filter = new PacketFilter(knownPorts.length);
    filter.outgoing();
    filter.ipv4();
    filter.ipv6();
    filter.tcp();
    filter.udp(knownPorts);
    return filter.code.finish();
  }

  private void outgoing() {
    code.add(LOAD_BYTE, ClassicBpf.PACKET_TYPE);
    code.branch(JUMP_EQUAL, PacketSocket.PACKET_OUTGOING, null, drop);
    code.add(LOAD_HALF, ClassicBpf.PROTOCOL);
    code.branch(JUMP_EQUAL, PacketSocket.ETH_P_IP, ipv4, null);
    code.branch(JUMP_EQUAL, PacketSocket.ETH_P_IPV6, ipv6, drop);
  }

  private void ipv4() {
    code.here(ipv4);
    code.add(LOAD_HALF, IpHeaders.V4_FRAGMENT);
    code.branch(JUMP_ANY_BIT, IpHeaders.V4_FRAGMENT_OFFSET, drop, null); // no ports in a later one
    code.add(LOAD_INDEX_HEADER, 0);
    code.add(LOAD_BYTE, IpHeaders.V4_PROTOCOL);
    code.branch(JUMP_EQUAL, IpHeaders.TCP, tcp, null);
    code.branch(JUMP_EQUAL, IpHeaders.UDP, udp, drop);
  }

  /** Passes over extension headers: the index is where one begins, the accumulator its number. */
  private void ipv6() {
    Label whole = new Label();
    code.here(ipv6);
    code.add(LOAD_INDEX, IpHeaders.V6_SIZE);
    code.add(LOAD_BYTE, IpHeaders.V6_NEXT);
    for (int i = 0; i < PacketTuple.MOST_EXTENSIONS; i++) {
      extension(whole);
    }
    code.here(whole);
    code.branch(JUMP_EQUAL, IpHeaders.UDP, udp, null);
    code.branch(JUMP_EQUAL, IpHeaders.TCP, tcp, drop);
  }

  private void extension(Label whole) {
    Label options = new Label();
    Label fragment = new Label();
    Label next = new Label();
    code.branch(JUMP_EQUAL, IpHeaders.FRAGMENT, fragment, null);
    code.branch(JUMP_EQUAL, IpHeaders.HOP_BY_HOP, options, null);
    code.branch(JUMP_EQUAL, IpHeaders.DESTINATION_OPTIONS, options, null);
    code.branch(JUMP_EQUAL, IpHeaders.ROUTING, options, whole);
    code.here(options);
    code.add(LOAD_BYTE_INDEXED, IpHeaders.EXTENSION_NEXT);
    code.add(STORE, 0);
    code.add(LOAD_BYTE_INDEXED, IpHeaders.EXTENSION_LENGTH);
    code.add(ADD, 1);
    code.add(SHIFT_LEFT, 3);
    code.jump(next);
    code.here(fragment);
    code.add(LOAD_HALF_INDEXED, IpHeaders.V6_FRAGMENT);
    code.branch(JUMP_ANY_BIT, IpHeaders.V6_FRAGMENT_OFFSET, drop, null);
    code.add(LOAD_BYTE_INDEXED, IpHeaders.EXTENSION_NEXT);
    code.add(STORE, 0);
    code.add(LOAD, IpHeaders.FRAGMENT_SIZE);
    code.here(next);
    code.add(ADD_INDEX, 0);
    code.add(TO_INDEX, 0);
    code.add(LOAD_STORED, 0);
  }

  private void tcp() {
    code.here(tcp);
    code.add(LOAD_BYTE_INDEXED, IpHeaders.TCP_FLAGS);
    code.branch(JUMP_ANY_BIT, IpHeaders.TCP_SYN, accept, null);
    code.here(drop);
    code.add(RETURN, DROP);
    code.here(accept);
    code.add(RETURN, ACCEPT);
  }

  private void udp(int[] known) {
    code.here(udp);
    code.add(LOAD_HALF_INDEXED, IpHeaders.SOURCE_PORT);
    if (known.length == 0) {
      code.add(RETURN, ACCEPT);
    } else {
      search(known, 0, known.length);
    }
  }

  /** Drops the ports of this part, lets through all others. */
  private void search(int[] known, int from, int to) {
    int middle = (from + to) >>> 1;
    if (middle == from) {
      only(known[from]);
      return;
    }
    Label lower = new Label();
    Label upper = new Label();
    code.branch(JUMP_GREATER_OR_EQUAL, known[middle], null, lower);
    code.jump(upper);
    code.here(lower);
    search(known, from, middle);
    code.here(upper);
    search(known, middle, to);
  }

  private void only(int port) {
    Label other = new Label();
    code.branch(JUMP_EQUAL, port, null, other);
    code.add(RETURN, DROP);
    code.here(other);
    code.add(RETURN, ACCEPT);
  }
}
