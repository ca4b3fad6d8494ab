package dev.flowtruth.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A router that translates addresses, in network namespaces of a Linux host; nothing leaves it.
 *
 * <pre>
 * client 10.78.1.2 --+
 *                    +-- router 192.0.2.1 ------- world 192.0.2.7
 * server 10.78.2.2 --+
 * </pre>
 *
 * <p>The router masquerades what the client sends into the world, TCP and UDP from ports between
 * 20000 and 20999, and publishes the server's TCP port 80 as its own 8080 and UDP port 53 as 5300.
 * Between client and server it routes only. IPv6 likewise: fd78:1::2, fd78:2::2, 2001:db8::1 and
 * 2001:db8::7.
 */
public final class NatLab implements AutoCloseable {
  public static final String CLIENT = "10.78.1.2";
  public static final String CLIENT_V6 = "fd78:1::2";
  public static final String SERVER = "10.78.2.2";
  public static final String ROUTER = "192.0.2.1";
  public static final String ROUTER_V6 = "2001:db8::1";
  public static final String WORLD = "192.0.2.7";
  public static final String WORLD_V6 = "2001:db8::7";
  public static final int PUBLISHED_TCP = 8080;
  public static final int PUBLISHED_UDP = 5300;

  private static final String RULES =
      """
      table inet flowtruth {
        chain published {
          type nat hook prerouting priority dstnat;
          iifname "world" tcp dport 8080 dnat ip to 10.78.2.2:80
          iifname "world" udp dport 5300 dnat ip to 10.78.2.2:53
        }
        chain masqueraded {
          type nat hook postrouting priority srcnat;
          oifname "world" iifname "client" meta l4proto { tcp, udp } masquerade to :20000-20999
          oifname "world" iifname "client" masquerade
        }
      }
      """;

  private static final List<String> PLACES = List.of("client", "server", "router", "world");

  private final String suffix = "-nat-" + ProcessHandle.current().pid();

  private NatLab() {}

  /** Builds it; skips the test where that is not possible, and says what is missing. */
  public static NatLab build() {
    assumeTrue(works("id", "-u"), "missing: a Unix");
    assumeTrue(outputOf("id", "-u").equals("0"), "missing: root, to make network namespaces");
    assumeTrue(works("ip", "-V"), "missing: ip (iproute2)");
    assumeTrue(works("nft", "--version"), "missing: nft (nftables)");
    NatLab lab = new NatLab();
    try {
      lab.setUp();
    } catch (AssertionError e) {
      lab.close();
      throw e;
    }
    return lab;
  }

  private void setUp() {
    PLACES.forEach(place -> must("ip", "netns", "add", place + suffix));
    PLACES.forEach(place -> must("ip", "-n", place + suffix, "link", "set", "lo", "up"));
    plug("client", "10.78.1.", "fd78:1::");
    plug("server", "10.78.2.", "fd78:2::");
    must(inRouter("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"));
    plug("world", "192.0.2.", "2001:db8::");
    must(RULES, inRouter("nft", "-f", "-"));
  }

  /** Lays a cable from the router; the other side has .2, but in the world .7. */
  private void plug(String where, String v4, String v6) {
    String other = where + suffix;
    String router = "router" + suffix;
    must(inRouter("ip", "link", "add", where, "type", "veth", "peer", "eth0", "netns", other));
    String last = where.equals("world") ? "7" : "2";
    address(router, where, v4 + "1/24", v6 + "1/64");
    address(other, "eth0", v4 + last + "/24", v6 + last + "/64");
    if (!where.equals("world")) {
      must("ip", "-n", other, "route", "add", "default", "via", v4 + "1");
      must("ip", "-n", other, "route", "add", "default", "via", v6 + "1");
    }
  }

  private static void address(String namespace, String link, String v4, String v6) {
    must("ip", "-n", namespace, "link", "set", link, "up");
    must("ip", "-n", namespace, "addr", "add", v4, "dev", link);
    must("ip", "-n", namespace, "addr", "add", v6, "dev", link, "nodad");
  }

  /** The command, to be run where the client is. */
  public String[] inClient(String... command) {
    return in("client", command);
  }

  public String[] inServer(String... command) {
    return in("server", command);
  }

  public String[] inRouter(String... command) {
    return in("router", command);
  }

  public String[] inWorld(String... command) {
    return in("world", command);
  }

  private String[] in(String where, String... command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", where + suffix));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  /** A file that is bound to the router's namespace. */
  public Path routerPath() {
    return Path.of("/run/netns", "router" + suffix);
  }

  /** A file that is bound to the world's namespace. */
  public Path worldPath() {
    return Path.of("/run/netns", "world" + suffix);
  }

  /** Sets one of the router's {@code net.netfilter} values. */
  public void tune(String name, int value) {
    must(inRouter("sysctl", "-qw", "net.netfilter." + name + "=" + value));
  }

  /** Pulls the cable to the world, upon which the router forgets what it masqueraded. */
  public void unplugWorld() {
    must("ip", "-n", "router" + suffix, "link", "set", "world", "down");
  }

  /** The inode number of a namespace. */
  public static long number(Path namespace) throws IOException {
    return ((Number) Files.getAttribute(namespace, "unix:ino")).longValue();
  }

  @Override
  public void close() {
    PLACES.forEach(place -> works("ip", "netns", "del", place + suffix));
  }

  private static boolean works(String... command) {
    try {
      return run("", command).waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static String outputOf(String... command) {
    try {
      byte[] out = run("", command).getInputStream().readAllBytes();
      return new String(out, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static void must(String... command) {
    must("", command);
  }

  private static void must(String input, String[] command) {
    try {
      Process process = run(input, command);
      byte[] said = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        String text = new String(said, StandardCharsets.UTF_8);
        throw new AssertionError(String.join(" ", command) + ": " + text);
      }
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Process run(String input, String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return process;
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}
