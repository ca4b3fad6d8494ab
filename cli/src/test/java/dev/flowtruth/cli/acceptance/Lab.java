package dev.flowtruth.cli.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;

/**
 * Two network namespaces, A and B, joined by two cables. A has 10.77.N.1, fd77:N::1 and fe80::a on
 * cable N, B has .2, ::2 and fe80::b: the link-local pair is the same on both cables. Nothing
 * leaves the machine.
 */
final class Lab implements AutoCloseable {
  static final String SERVER_V4 = "10.77.1.2";
  static final String SERVER_V6 = "fd77:1::2";

  /** Packets from A to here go out on the cable, and nobody answers. */
  static final String SILENT = "10.77.1.99";

  private final String a = "flowtruth-a-" + ProcessHandle.current().pid();
  private final String b = "flowtruth-b-" + ProcessHandle.current().pid();

  private Lab() {}

  /** Builds it; skips the test where that is not possible, and says why. */
  static Lab build() {
    assumeTrue(Shell.has("ip"), "ip (iproute2) is missing: no network namespaces");
    String user = Shell.run(List.of("id", "-u")).out().strip();
    assumeTrue(user.equals("0"), "not root: no network namespaces");
    Lab lab = new Lab();
    lab.setUp();
    return lab;
  }

  private void setUp() {
    for (String namespace : List.of(a, b)) {
      ip("netns", "add", namespace);
      in(namespace, "ip", "link", "set", "lo", "up");
    }
    for (int cable = 1; cable <= 2; cable++) {
      ip(
          "link",
          "add",
          "va" + cable,
          "netns",
          a,
          "type",
          "veth",
          "peer",
          "name",
          "vb" + cable,
          "netns",
          b);
      plug(a, "va" + cable, cable, "1", "a");
      plug(b, "vb" + cable, cable, "2", "b");
    }
    String nobody = "02:00:00:00:00:99";
    in(a, "ip", "neigh", "add", SILENT, "lladdr", nobody, "nud", "permanent", "dev", "va1");
  }

  private static void plug(String in, String link, int cable, String number, String local) {
    in(in, "ip", "link", "set", link, "addrgenmode", "none");
    in(in, "ip", "link", "set", link, "up");
    String v6 = "fd77:" + cable + "::" + number + "/64";
    in(in, "ip", "addr", "add", "10.77." + cable + "." + number + "/24", "dev", link);
    in(in, "ip", "addr", "add", v6, "dev", link, "nodad");
    in(in, "ip", "addr", "add", "fe80::" + local + "/64", "dev", link, "nodad");
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Shell.run(command).expect(0);
  }

  private static void in(String namespace, String... words) {
    Shell.run(in(namespace, List.of(words))).expect(0);
  }

  private static List<String> in(String namespace, List<String> words) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.addAll(words);
    return command;
  }

  /** The command, to be run in A. */
  List<String> inA(List<String> command) {
    return in(a, command);
  }

  /** The command, to be run in B. */
  List<String> inB(List<String> command) {
    return in(b, command);
  }

  /** What {@code --netns} takes for A. */
  String nameOfA() {
    return a;
  }

  /** What {@code --netns} takes for B. */
  String nameOfB() {
    return b;
  }

  /** The address from which A (or loopback) sends to a peer. */
  static String sourceFor(String peer) {
    if (peer.startsWith("127.") || peer.equals("::1")) {
      return peer.equals("::1") ? peer : "127.0.0.1";
    }
    if (peer.equals(SILENT)) {
      return "10.77.1.1";
    }
    return peer.replaceFirst("2$", "1").replaceFirst("^fe80::b$", "fe80::a");
  }

  @Override
  public void close() {
    Shell.run(List.of("ip", "netns", "del", a)).expect(0);
    Shell.run(List.of("ip", "netns", "del", b)).expect(0);
  }
}
