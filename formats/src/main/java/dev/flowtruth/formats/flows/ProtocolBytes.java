package dev.flowtruth.formats.flows;

import dev.flowtruth.core.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** IP protocols straight from bytes: a number, or a name as people and flow tools write it. */
final class ProtocolBytes {
  /** The value of what is no protocol. */
  static final int BAD = -1;

  /** The value of what is not IP at all, such as ARP: its addresses need not be any of IP. */
  static final int NO_IP = -2;

  /** Words of Zeek, Argus and nfdump for what they do not analyse. */
  private static final Set<String> UNKNOWN =
      Set.of("unknown_transport", "unas", "ip", "unknown", "any", "reserved");

  private static final Set<String> LINK_LAYER =
      Set.of(
          "arp",
          "rarp",
          "inarp",
          "revarp",
          "llc",
          "lldp",
          "stp",
          "loop",
          "ipx",
          "atalk",
          "aarp",
          "decnet",
          "vlan",
          "mpls",
          "pppoe",
          "eapol",
          "cdp",
          "isis-l2",
          "homeplug",
          "ether");

  /**
   * Names of IANA's list (and of /etc/protocols) without sockets worth a constant in core, those of
   * nfdump, and what Argus calls payloads of UDP that it knows.
   */
  private static final Map<String, Integer> NUMBERS =
      table(
          "hopopt 0 igmp 2 ggp 3 ipencap 4 ipip 4 ip-encap 4 ipv4 4 st 5 egp 8 igp 9 pup 12 hmp 20"
              + " rdp 27 dccp 33 xtp 36 ddp 37 ipv6 41 ipv6-route 43 route6 43 ipv6-frag 44 frag6 44"
              + " idrp 45 rsvp 46 gre 47 dsr 48 esp 50 ah 51 auth 51 icmp-v6 58 ipv6-nonxt 59"
              + " ipv6-opts 60 ipv6-no 59 ipv6-opt 60 vmtp 81 eigrp 88 ospf 89 ospfigp 89 ax.25 93"
              + " etherip 97 encap 98 pim 103 ipcomp 108 ipcmp 108 vrrp 112 pgm 113 l2tp 115"
              + " isis 124 fc 133 rsvp-e2e 134 mobility-header 135 mobile 135 udp-lite 136 udp-l 136"
              + " udplt 136 mpls-in-ip 137 manet 138 hip 139 shim6 140 wesp 141 rohc 142 ethernet 143"
              + " rtp 17 rtcp 17 udt 17 ib 253");

  private ProtocolBytes() {}

  private static Map<String, Integer> table(String words) {
    Map<String, Integer> table = new HashMap<>();
    String[] word = words.split(" ", -1);
    for (int i = 0; i < word.length; i += 2) {
      table.put(word[i], Integer.valueOf(word[i + 1]));
    }
    return Map.copyOf(table);
  }

  /** The IP protocol number, 0 when the tool says that it knows none, {@link #NO_IP} or BAD. */
  static int number(byte[] data, int from, int to) {
    if (from < to && data[from] >= '0' && data[from] <= '9') {
      long number = Decimals.whole(data, from, to);
      return number >= 0 && number <= 255 ? (int) number : BAD;
    }
    String name = new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    OptionalInt known = Protocol.numberOf(name);
    return known.isPresent() ? known.getAsInt() : rare(name.toLowerCase(Locale.ROOT));
  }

  private static int rare(String name) {
    if (LINK_LAYER.contains(name)) {
      return NO_IP;
    }
    return UNKNOWN.contains(name) ? 0 : NUMBERS.getOrDefault(name, BAD);
  }
}
