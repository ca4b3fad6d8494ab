package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.testkit.NatLab;
import java.io.File;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source in a process of another user who has no rights at all. */
class UnprivilegedTest {
  private static final String NOBODY = "65534";

  @Test
  void ownSocketsHaveOwnersAndOthersLackPermission(@TempDir Path directory) throws Exception {
    try (DatagramSocket ours = new DatagramSocket(loopback())) {
      assertThat(said(directory, ours.getLocalPort()))
          .contains(
              "own: null",
              "other: NO_PERMISSION",
              "missing: other_users other_namespaces translations")
          .noneMatch(line -> line.contains("address translations"));
    }
  }

  @Test
  void aNamespaceThatMayNotBeEnteredIsAGap(@TempDir Path directory) throws Exception {
    String name = "flowtruth-test-" + ProcessHandle.current().pid();
    Shell.assumeWorks("ip netns, to make a network namespace", "ip", "netns", "add", name);
    try {
      String inode = Files.getAttribute(Path.of("/run/netns", name), "unix:ino").toString();
      assertThat(said(directory, 0))
          .contains(
              "gap: OTHER_NAMESPACE sockets of namespace "
                  + inode
                  + ": setns(/run/netns/"
                  + name
                  + ", CLONE_NEWNET): errno 1 (Operation not permitted)");
    } finally {
      Shell.must("ip", "netns", "del", name);
    }
  }

  @Test
  void whereAddressesAreTranslatedThatNobodyMayReadThemIsAGap(@TempDir Path directory)
      throws Exception {
    String oneFlow =
        "u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.sendto(b'x', ('192.0.2.7', 53))\n";
    try (NatLab lab = NatLab.build();
        Python client = Python.running(oneFlow, lab.inClient())) {
      String netns = Long.toString(NatLab.number(lab.routerPath()));
      assertThat(said(directory, 1, lab.inRouter()))
          .filteredOn(line -> line.contains("address translations"))
          .singleElement()
          .asString()
          .contains("NO_PERMISSION", "of namespace " + netns, "errno 1");
      assertThat(client.pid()).isPositive();
    }
  }

  /** What the child says, run as nobody; {@code before} is a command that runs commands. */
  private static List<String> said(Path directory, int port, String... before) throws Exception {
    Shell.assumeWorks(
        "root, to become another user", "setpriv", "--reuid=" + NOBODY, "--clear-groups", "true");
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=-all",
            "--",
            Shell.java(),
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            readable(directory),
            Child.class.getName(),
            Integer.toString(port)));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] said = child.getInputStream().readAllBytes();
    return new String(said, StandardCharsets.UTF_8).lines().toList();
  }

  /** The classes may lie below a directory that nobody may enter. */
  private static String readable(Path directory) throws Exception {
    Shell.must("chmod", "0777", directory.toString());
    List<String> copies = new ArrayList<>();
    for (Class<?> one :
        List.of(Child.class, NetlinkProvider.class, OpenSocket.class, com.sun.jna.Native.class)) {
      Path from = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path to = directory.resolve(copies.size() + from.getFileName().toString());
      Shell.must("cp", "-rL", from.toString(), to.toString());
      copies.add(to.toString());
    }
    Shell.must("chmod", "-R", "a+rX", directory.toString());
    assertThat(Files.isReadable(Path.of(copies.get(0)))).isTrue();
    return String.join(File.pathSeparator, copies);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Prints what it finds of a socket of its own and of one of somebody else's. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      int other = Integer.parseInt(args[0]);
      NetlinkProvider provider = new NetlinkProvider();
      try (DatagramSocket own = new DatagramSocket(loopback());
          SocketSource source = provider.open(SourceOptions.defaults())) {
        Snapshot snapshot = source.snapshot(Look.FULL);
        List<OpenSocket> sockets = snapshot.sockets();
        print("own", sockets, own.getLocalPort());
        print("other", sockets, other);
        for (Gap gap : snapshot.gaps()) {
          System.out.println("gap: " + gap.reason() + " " + gap.what() + ": " + gap.why());
        }
      }
      var support = provider.support(SourceOptions.defaults().host());
      List<String> missing =
          support.missing().stream()
              .map(one -> one.capability() == null ? "" : one.capability().label())
              .toList();
      System.out.println("missing: " + String.join(" ", missing));
    }

    private static void print(String name, List<OpenSocket> sockets, int port) {
      for (OpenSocket socket : sockets) {
        if (socket.local().port() == port) {
          System.out.println(name + ": " + socket.ownership().absence());
        }
      }
    }
  }
}
