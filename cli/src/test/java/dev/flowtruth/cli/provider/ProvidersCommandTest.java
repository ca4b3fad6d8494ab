package dev.flowtruth.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.cli.CommandRun;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import dev.flowtruth.core.spi.Providers;
import dev.flowtruth.core.spi.SocketProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All providers are shown on every OS, each pretended, and the best that works is taken. */
class ProvidersCommandTest {
  private static final List<String> ALL =
      List.of(
          "linux-ebpf",
          "linux-packet",
          "linux-netlink",
          "linux-procfs",
          "macos-libproc",
          "windows-iphelper",
          "oshi");

  @ParameterizedTest
  @ValueSource(strings = {"linux", "windows", "macos"})
  void everyProviderIsListedWithItsReasonOnEveryOs(String os) {
    CommandRun run = CommandRun.of("providers", "--assume-os", os);

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    for (String id : ALL) {
      boolean runs = run.out().lines().anyMatch(l -> l.matches(id + " .* yes .*"));
      boolean explained = run.out().contains("\n" + id + " can't run here:\n  ");
      assertThat(runs ^ explained).as(id + " in:\n" + run.out()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Os.class)
  void providerOfAnotherOsIsNeverTaken(Os os) {
    Providers.Choice choice = Providers.load().choose(Host.assuming(os));

    SocketProvider taken = choice.provider().orElseThrow();
    assertThat(taken.os()).isIn(os, Os.OTHER);
    assertThat(choice.better())
        .allSatisfy(better -> assertThat(better.support().missing().get(0).cause()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows", "macos"})
  void withoutTheOsItselfTheFallbackIsTheBest(String os) {
    assertThat(CommandRun.of("providers", "--json", "--assume-os", os).out())
        .contains("\"assumed\":true", "\"auto\":\"oshi\"");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a claim about Linux")
  void assumingWhatIsSoIsNoAssumption() {
    assertThat(CommandRun.of("providers", "--json", "--assume-os", "linux"))
        .isEqualTo(CommandRun.of("providers", "--json"));
  }
}
