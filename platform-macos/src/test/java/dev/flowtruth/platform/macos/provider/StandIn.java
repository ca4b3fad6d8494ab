package dev.flowtruth.platform.macos.provider;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The libSystem of src/test/c, built for this machine's Linux and loaded into this JVM in place of
 * macOS' own. On macOS itself the real one is used.
 */
final class StandIn {
  private static final Path SOURCES = Path.of("src/test/c");
  private static final Path FOLDER = Path.of("target/stand-in");
  private static boolean built;

  private StandIn() {}

  /** The machine that the provider is asked about; skips where there is no libSystem to be had. */
  static synchronized Host host() {
    Os os = Host.local().os();
    if (os == Os.MACOS) {
      return Host.local();
    }
    assumeTrue(os == Os.LINUX, "missing: macOS, or a Linux for the stand-in of its library");
    if (!built) {
      build();
      NativeLibrary.addSearchPath("System", FOLDER.toAbsolutePath().toString());
      built = true;
    }
    return Host.assuming(Os.MACOS);
  }

  private static void build() {
    assumeTrue(has("gcc"), "missing: gcc, without which there is no stand-in of macOS' library");
    String library = FOLDER.resolve("libSystem.so").toString();
    List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-std=gnu11"));
    command.addAll(List.of("-O1", "-Wall", "-Wextra", "-Werror", "-o", library));
    for (String source : List.of("processes.c", "sockets.c")) {
      command.add(SOURCES.resolve(source).toString());
    }
    try {
      Files.createDirectories(FOLDER);
      Process compiler = new ProcessBuilder(command).inheritIO().start();
      if (compiler.waitFor() != 0) {
        throw new AssertionError("the stand-in does not compile: " + String.join(" ", command));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the compiler could not be run", e);
    }
  }

  private static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Changes how it answers; what can be set is said at the top of its source. */
  static void set(String name, int value) {
    host();
    assumeTrue(Host.local().os() == Os.LINUX, "missing: the stand-in; this is macOS itself");
    Function function = NativeLibrary.getInstance("System").getFunction("stand_in");
    function.invokeVoid(new Object[] {name, value});
  }
}
