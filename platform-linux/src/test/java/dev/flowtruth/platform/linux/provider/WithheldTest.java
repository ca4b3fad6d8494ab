package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.platform.linux.owner.Blindness;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WithheldTest {
  private static final String ALL = "CapEff:\t000001ffffffffff\n";
  private static final String NONE = "CapEff:\t0000000000000000\n";
  private static final String INITIAL = "         0          0 4294967295\n";
  private static final Blindness ONE = new Blindness(false, false, List.of("1 (init)"));

  /**
   * A machine that has these files alone.
   *
   * @param files text by path
   */
  private record Files(Map<String, String> files) implements Host {
    static Files of(String status, String map) {
      return new Files(Map.of("/proc/self/status", status, "/proc/self/uid_map", map));
    }

    @Override
    public Os os() {
      return Os.LINUX;
    }

    @Override
    public boolean isAssumed() {
      return false;
    }

    @Override
    public String kernelRelease() {
      return "6.1";
    }

    @Override
    public String architecture() {
      return "amd64";
    }

    @Override
    public Optional<String> read(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public boolean exists(String path) {
      return files.containsKey(path);
    }

    @Override
    public Optional<String> environment(String name) {
      return Optional.empty();
    }
  }

  @Test
  void processThatEvenRootMayNotReadIsNamedWithTheCause() {
    assertThat(causes(ONE, Files.of(ALL, INITIAL)))
        .containsExactly(
            "the descriptors of 1 (init) may not be read, although we have CAP_SYS_PTRACE: a"
                + " security module (Landlock, SELinux, AppArmor, ...) or the sandbox forbids it");
  }

  @Test
  void rootOfAnInnerUserNamespaceIsToldThatItIsOne() {
    assertThat(causes(ONE, Files.of(ALL, "0 1000 1\n")))
        .singleElement()
        .asString()
        .endsWith("we have it in our user namespace only, and there it does not reach");
  }

  @Test
  void manyProcessesAreCounted() {
    Blindness many = new Blindness(false, false, List.of("1", "2", "3", "4", "5"));
    assertThat(causes(many, Files.of(ALL, INITIAL)))
        .singleElement()
        .asString()
        .startsWith("the descriptors of 1, 2, 3 and 2 more may not be read");
  }

  @Test
  void lackOfRightsIsToldElsewhere() {
    assertThat(causes(ONE, Files.of(NONE, INITIAL))).isEmpty();
  }

  @Test
  void hiddenProcessesAreACauseOfTheirOwn() {
    Files host = Files.of(ALL, INITIAL);
    assertThat(causes(new Blindness(true, true, List.of()), host))
        .singleElement()
        .asString()
        .contains("pid namespace");
    List<Missing> hidden = Withheld.of(new Blindness(false, true, List.of()), host);
    assertThat(hidden).singleElement().asString().contains("hidepid", "remount,hidepid=0");
    assertThat(Withheld.of(new Blindness(false, false, List.of()), host)).isEmpty();
  }

  private static List<String> causes(Blindness blindness, Host host) {
    return Withheld.of(blindness, host).stream().map(Missing::cause).toList();
  }

  /** This very JVM is outside of the namespace in which the child is root. */
  @Test
  void rootInAUserNamespaceOfItsOwnLearnsWhomItMayNotRead() throws Exception {
    String[] enter = {"unshare", "--user", "--map-root-user"};
    Shell.assumeWorks("user namespaces", enter[0], enter[1], enter[2], "true");
    Process child =
        new ProcessBuilder(
                enter[0],
                enter[1],
                enter[2],
                Shell.java(),
                "-cp",
                classPath(),
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("may not be read", "in our user namespace only");
  }

  /** Surefire has some of it on the module path. */
  private static String classPath() {
    return Stream.of(Child.class, ProcfsProvider.class, Host.class, com.sun.jna.Native.class)
        .map(one -> one.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Prints why owners are withheld. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      try (SocketSource source = new ProcfsProvider().open(SourceOptions.defaults())) {
        source.snapshot(SocketSource.Look.FULL);
        source.withheld().forEach(missing -> System.out.println(missing.cause()));
      }
    }
  }
}
