package dev.flowtruth.cli.acceptance;

import java.util.List;
import java.util.Set;

/**
 * A workload with known right answers.
 *
 * @param name what it shows
 * @param place where its two ends are
 * @param server words of the server, none when nobody is there
 * @param client words of the client, without address and port
 * @param source right answers at the source's end, all of which occur
 * @param destination right answers at the destination's end, all of which occur
 */
record Scene(
    String name,
    Place place,
    String server,
    List<String> client,
    Set<String> source,
    Set<String> destination) {

  /** Where the server listens, and where the client finds it. */
  enum Place {
    LOOPBACK("127.0.0.1", "127.0.0.1"),
    /** The server has the wildcard address. */
    WILDCARD("0.0.0.0", "127.0.0.1"),
    LOOPBACK_V6("::1", "::1"),
    /** Sockets of IPv6 that speak IPv4. */
    MAPPED("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
    /** From one network namespace to another. */
    CABLE(Lab.SERVER_V4, Lab.SERVER_V4),
    CABLE_V6(Lab.SERVER_V6, Lab.SERVER_V6),
    /** In another network namespace, to an address that nobody has. */
    SILENT("", Lab.SILENT);

    private final String listens;
    private final String connects;

    Place(String listens, String connects) {
      this.listens = listens;
      this.connects = connects;
    }

    boolean isInLab() {
      return compareTo(CABLE) >= 0;
    }
  }

  /** The server's command; the kernel chooses the port. */
  List<String> serverCommand(FlowLoad load) {
    return load.command(server, place.listens, "0");
  }

  /** The client's command. */
  List<String> clientCommand(FlowLoad load, String port) {
    List<String> words = load.command(client.get(0), place.connects, port);
    words.addAll(client.subList(1, client.size()));
    return words;
  }

  @Override
  public String toString() {
    return name;
  }
}
