package dev.flowtruth.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  /** A provider of which nothing but id, priority and support matter. */
  private static class Fake implements SocketProvider {
    private final String id;
    private final int priority;
    private final Support support;

    Fake(String id, int priority, Support support) {
      this.id = id;
      this.priority = priority;
      this.support = support;
    }

    Fake(String id) {
      this(id, 0, Support.usable(Set.of(Capability.TCP), List.of()));
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Support support(Host host) {
      return support;
    }

    @Override
    public SocketSource open(SourceOptions options) throws SourceException {
      throw new SourceException("a fake has no sockets");
    }

    @Override
    public int priority() {
      return priority;
    }
  }

  private static final class Another extends Fake {
    Another(String id) {
      super(id);
    }
  }

  @Test
  void bestIsFirstAndTiesAreInTheOrderOfIds() {
    Support any = Support.usable(Set.of(), List.of());
    Providers providers =
        Providers.of(List.of(new Fake("b", 1, any), new Fake("c", 5, any), new Fake("a", 1, any)));
    assertThat(providers.all()).extracting(SocketProvider::id).containsExactly("c", "a", "b");
  }

  @Test
  void choiceIsTheBestThatWorksAndSaysWhyNotABetterOne() {
    Support refused = Support.refused("needs CAP_BPF", "sudo setcap cap_bpf+ep flowtruth");
    Fake best = new Fake("linux-ebpf", 9, refused);
    Fake works = new Fake("linux-netlink", 5, Support.usable(Set.of(), List.of()));
    Providers.Choice choice = Providers.of(List.of(works, best)).choose(Host.local());
    assertThat(choice.provider()).containsSame(works);
    assertThat(choice.better()).containsExactly(new Providers.Rejected("linux-ebpf", refused));
  }

  @Test
  void whereNoneWorksEachSaysWhy() {
    Support refused = Support.refused("not Linux");
    Providers.Choice choice = Providers.of(List.of(new Fake("x", 0, refused))).choose(Host.local());
    assertThat(choice.provider()).isEmpty();
    assertThat(choice.better()).hasSize(1);
  }

  @Test
  void idThatIsTakenIsRefusedByTheNamesOfBoth() {
    Providers providers = Providers.of(List.of(new Fake("linux-x"), new Another("linux-x")));
    assertThat(providers.all()).hasSize(1).first().isExactlyInstanceOf(Fake.class);
    assertThat(providers.refusals())
        .containsExactly(
            Another.class.getName()
                + " has the id 'linux-x', which "
                + Fake.class.getName()
                + " has already");
  }

  @Test
  void sameProviderFoundTwiceIsOne() {
    Providers providers = Providers.of(List.of(new Fake("linux-x"), new Fake("linux-x")));
    assertThat(providers.all()).hasSize(1);
    assertThat(providers.refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"auto", "all", "none", "", "Linux", "linux_x", "-x", "x-", "a--b", "1x", "a,b"})
  void reservedOrOddIdIsRefusedByName(String id) {
    Providers providers = Providers.of(List.of(new Fake(id), new Fake("linux-x")));
    assertThat(providers.all()).extracting(SocketProvider::id).containsExactly("linux-x");
    assertThat(providers.refusals())
        .singleElement()
        .asString()
        .contains(Fake.class.getName())
        .contains("'" + id + "'");
  }

  @Test
  void idIsFoundOrNot() {
    Providers providers = Providers.of(List.of(new Fake("linux-x")));
    assertThat(providers.byId("linux-x")).isPresent();
    assertThat(providers.byId("linux-y")).isEmpty();
  }

  @Test
  void everyProviderThatCannotBeLoadedIsReportedByName(@TempDir Path dir) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(SocketProvider.class.getName()), "org.example.Missing\norg.example.No\n");
    Path garbage = Files.createDirectories(dir.resolve("org/example")).resolve("No.class");
    Files.writeString(garbage, "no class file");
    URL[] urls = {dir.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      assertThat(Providers.load(loader).refusals())
          .hasSize(2)
          .anyMatch(refusal -> refusal.contains("org.example.Missing"))
          .anyMatch(refusal -> refusal.contains("org/example/No"));
    }
  }

  @Test
  void brokenProviderDoesNotBreakTheOthers() {
    SocketProvider works = new Fake("linux-works");
    SocketProvider hasNoId =
        new Fake("never-told") {
          @Override
          public String id() {
            throw new IllegalStateException("no id today");
          }
        };
    SocketProvider throwsWhenAsked =
        new Fake("linux-throws", 9, Support.usable(Set.of(), List.of())) {
          @Override
          public Support support(Host host) {
            throw new UnsatisfiedLinkError("libnothing.so");
          }
        };
    Providers providers = Providers.of(List.of(hasNoId, throwsWhenAsked, works));
    assertThat(providers.refusals()).singleElement().asString().contains("no id today");
    Providers.Choice choice = providers.choose(Host.local());
    assertThat(choice.provider()).containsSame(works);
    assertThat(choice.better().get(0).support().missing().get(0).cause()).contains("libnothing.so");
  }
}
