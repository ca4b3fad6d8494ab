package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Host;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether the library is installed, without loading it: where the linker looks, which is the
 * environment, its cache and the usual directories.
 */
final class LibBpfFile {
  private static final String NAME = "libbpf.so.1";
  private static final String CACHE = "/etc/ld.so.cache";
  private static final List<String> USUAL = List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib");

  private LibBpfFile() {}

  static boolean isInstalled(Host host) {
    return places(host).anyMatch(host::exists);
  }

  private static Stream<String> places(Host host) {
    Stream<String> usual = USUAL.stream().map(directory -> directory + "/" + NAME);
    return Stream.of(environment(host), cached(host), usual).flatMap(paths -> paths);
  }

  private static Stream<String> environment(Host host) {
    return host.environment("LD_LIBRARY_PATH").stream()
        .flatMap(value -> Arrays.stream(value.split("[:;]", -1)))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> directory + "/" + NAME);
  }

  /** The cache holds, among other things, the path of each library, ended by a 0. */
  private static Stream<String> cached(Host host) {
    return host.read(CACHE).stream()
        .flatMap(text -> Arrays.stream(text.split("\0", -1)))
        .filter(path -> path.startsWith("/") && path.endsWith("/" + NAME));
  }
}
