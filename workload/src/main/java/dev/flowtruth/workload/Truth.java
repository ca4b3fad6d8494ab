package dev.flowtruth.workload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process held a socket from then to then: one line of the truth.
 *
 * <p>A socket that several processes held has a line for each, with the same {@code socket}; a
 * process that ran two images while it held it has one for each image; an unconnected socket has
 * one for each peer that it sent to. The interval is the envelope: it begins just before the call
 * that gave the process the socket and ends just after the one that took it.
 *
 * @param scenario what it is an example of, empty for plain sockets
 * @param kind label of a {@link Kind}, or a word of the scenario
 * @param role {@code creator}, {@code acceptor}, {@code listener} or {@code holder}
 * @param used true when the process sent or received on it
 * @param protocol IP protocol number
 * @param local the socket's own end; the wildcard address when it is not bound to one
 * @param peer the other end, null when there is none
 * @param netns inode number of the network namespace, 0 where the OS has none
 * @param socket what tells the socket from all others of the run
 * @param process who held it
 * @param lifeNanos the life that was meant, -1 when none was
 * @param opened begin of the envelope
 * @param closed end of the envelope
 */
public record Truth(
    String scenario,
    String kind,
    String role,
    boolean used,
    int protocol,
    Address local,
    @Nullable Address peer,
    long netns,
    String socket,
    Holder process,
    long lifeNanos,
    Stamp opened,
    Stamp closed) {

  /**
   * An address and a port.
   *
   * @param ip in text; v4-mapped addresses as IPv4; link-local ones may end in {@code %interface}
   * @param port 0 to 65535
   */
  public record Address(String ip, int port) {}

  /**
   * A process.
   *
   * @param pid its id
   * @param name file name of its executable
   */
  public record Holder(long pid, String name) {}

  /** How long the socket was held, ns. */
  public long trueLifeNanos() {
    return closed.monotonic() - opened.monotonic();
  }

  String toJson() {
    JsonLine line = new JsonLine();
    line.text("case", scenario).text("kind", kind).text("role", role).flag("used", used);
    line.number("protocol", protocol);
    line.text("local_ip", local.ip()).number("local_port", local.port());
    if (peer != null) {
      line.text("peer_ip", peer.ip()).number("peer_port", peer.port());
    }
    line.number("netns", netns).text("socket", socket);
    line.number("pid", process.pid()).text("name", process.name()).number("life", lifeNanos);
    line.number("opened", opened.wall()).number("closed", closed.wall());
    line.number("opened_monotonic", opened.monotonic());
    line.number("closed_monotonic", closed.monotonic());
    return line.toString();
  }

  static Truth ofJson(String json) {
    Map<String, String> fields = JsonLine.parse(json);
    return new Truth(
        text(fields, "case"),
        text(fields, "kind"),
        text(fields, "role"),
        Boolean.parseBoolean(text(fields, "used")),
        (int) number(fields, "protocol"),
        address(fields, "local"),
        fields.containsKey("peer_ip") ? address(fields, "peer") : null,
        number(fields, "netns"),
        text(fields, "socket"),
        new Holder(number(fields, "pid"), text(fields, "name")),
        number(fields, "life"),
        new Stamp(number(fields, "opened"), number(fields, "opened_monotonic")),
        new Stamp(number(fields, "closed"), number(fields, "closed_monotonic")));
  }

  private static Address address(Map<String, String> fields, String end) {
    return new Address(text(fields, end + "_ip"), (int) number(fields, end + "_port"));
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(text(fields, name));
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a line of truth has no field " + name);
    }
    return value;
  }
}
