package dev.flowtruth.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.GlobalOptions;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.spi.Support;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderChoiceTest {
  private final Console console =
      Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());

  @Test
  void whereNoneWorksEachCauseIsSaidInOneSentence() {
    ProviderChoice choice =
        among(
            new Fake("best", 9, Support.refused("it wants more rights")),
            new Fake("next", 1, Support.usable(Set.of(), List.of())));

    assertThatThrownBy(() -> choice.open("auto", SourceOptions.defaults()))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.exitCode()).isEqualTo(1))
        .hasMessage(
            "no provider works here: best can't run here: it wants more rights;"
                + " next did not start: the disk of cards is torn");
  }

  @Test
  void withoutAnyProviderThatIsSaid() {
    assertThatThrownBy(() -> among().open("auto", SourceOptions.defaults()))
        .hasMessage("there is no provider at all");
  }

  private ProviderChoice among(SocketProvider... providers) {
    Providers known = Providers.of(List.of(providers));
    return new ProviderChoice(new ProviderCatalog(new GlobalOptions(), console, known), console);
  }

  /** Says what it is told to, and never starts. */
  private record Fake(String id, int priority, Support said) implements SocketProvider {
    @Override
    public Os os() {
      return Os.LINUX;
    }

    @Override
    public Support support(Host host) {
      return said;
    }

    @Override
    public SocketSource open(SourceOptions options) throws SourceException {
      throw new SourceException("the disk of cards is torn");
    }
  }
}
