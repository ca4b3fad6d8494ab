package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceOptions;
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
      assertThat(child(directory, ours.getLocalPort()).lines())
          .contains("own: null", "other: NO_PERMISSION", "missing: other_users other_namespaces");
    }
  }

  @Test
  void aNamespaceThatMayNotBeEnteredIsAGap(@TempDir Path directory) throws Exception {
    String name = "flowtruth-test-" + ProcessHandle.current().pid();
    Shell.assumeWorks("ip netns, to make a network namespace", "ip", "netns", "add", name);
    try {
      String inode = Files.getAttribute(Path.of("/run/netns", name), "unix:ino").toString();
      assertThat(child(directory, 0).lines())
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

  /** What the child says. */
  private static String child(Path directory, int port) throws Exception {
    Shell.assumeWorks(
        "root, to become another user", "setpriv", "--reuid=" + NOBODY, "--clear-groups", "true");
    String classPath = readable(directory);
    Process child =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--",
                Shell.java(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classPath,
                Child.class.getName(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
