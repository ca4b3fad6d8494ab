package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without root: the other users' sockets have no known holder, and that is said. */
class OtherUserTest {
  @TempDir private Path directory;

  @Test
  void withoutRightsOtherUsersHoldersAreEmptyAndItIsBlind() throws Exception {
    assumeRoot();
    String classPath = readableClassPath();
    try (Script holder = Script.python("s = udp(); say(inode(s)); wait()")) {
      long inode = holder.hear().get(0);
      try (Script reader = asNobody(classPath, inode)) {
        assertThat(reader.hear())
            .as("uid, holders, blind, searched")
            .containsExactly(65534L, 0L, 1L, 0L);
      }
    }
  }

  /** What the process of another user runs: the inode is its argument. */
  public static void main(String[] arguments) {
    long inode = Long.parseLong(arguments[0]);
    try (SocketOwners owners = new SocketOwners(Path.of("/proc"), false, false);
        ProcessReader reader = new ProcessReader(Path.of("/proc"), false, false)) {
      owners.pass(new long[] {inode}, 1, Look.FULL);
      owners.pass(new long[] {inode}, 1, Look.FULL);
      ProcessRef self = reader.read(ProcessHandle.current().pid()).orElseThrow();
      System.out.printf(
          "%d %d %d %d%n",
          self.uid(),
          owners.holders(inode).size(),
          owners.isBlind() ? 1 : 0,
          owners.searchedEverywhere(inode) ? 1 : 0);
    }
  }

  private static void assumeRoot() throws IOException {
    boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Assumptions.assumeTrue(isRoot, "missing capability: changing the user needs root");
  }

  private Script asNobody(String classPath, long inode) {
    return Script.start(
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Djna.tmpdir=" + directory,
        "-cp",
        classPath,
        OtherUserTest.class.getName(),
        Long.toString(inode));
  }

  /** Copies of the classes, as those of the build may lie where only their user may read. */
  private String readableClassPath() throws IOException, URISyntaxException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> copies = new ArrayList<>();
    Class<?>[] needed = {OtherUserTest.class, ProcessRef.class, Native.class};
    for (Class<?> one : needed) {
      copies.add(copy(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI())));
    }
    copies.add(copy(Path.of("target", "classes")));
    copies.add(copy(Path.of("target", "test-classes")));
    return String.join(File.pathSeparator, copies);
  }

  private String copy(Path source) throws IOException {
    Path copy = Files.createTempDirectory(directory, "classes").resolve(source.getFileName());
    Files.setPosixFilePermissions(copy.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(source.relativize(file).toString()));
      }
    }
    return copy.toString();
  }
}
