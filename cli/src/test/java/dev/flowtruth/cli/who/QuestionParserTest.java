package dev.flowtruth.cli.who;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.plugin.FixedSockets;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionParserTest {
  private static final long NETNS = FixedSockets.LISTENING.netns();
  private static final OwnAddresses OWN =
      new OwnAddresses(
          List.of(
              new LocalAddress(IpAddress.parse("1.2.3.4"), 24, NETNS, "eth0", 2),
              new LocalAddress(IpAddress.parse("fd00::1"), 64, NETNS, "eth0", 2),
              new LocalAddress(IpAddress.parse("10.9.9.9"), 24, NETNS + 1, "eth0", 2)));
  private static final Map<String, OpenSocket> SOCKETS =
      Map.of(
          "listening", FixedSockets.LISTENING,
          "connected", FixedSockets.CONNECTED,
          "others", FixedSockets.OTHERS,
          "raw", FixedSockets.RAW);

  @ParameterizedTest
  @CsvSource({
    ":443, listening",
    "*:443, listening",
    "0.0.0.0:443, listening",
    ":443/tcp, listening",
    "443/tcp, listening",
    ":443/udp, ''",
    "1.2.3.4:443, listening",
    "127.0.0.1:443, listening",
    "9.9.9.9:443, ''",
    "1.2.3.4:1122/tcp, connected",
    "1.2.3.4 1122, connected",
    ":53/udp, others",
    "[fe80::1]:53, others",
    "fe80::1, others",
    "[fe80::1], others",
    "[fe80::1%3]:53, others",
    "[fe80::1%4]:53, ''",
    "tcp 1.2.3.4:1122 5.6.7.8:3344, connected",
    "5.6.7.8:3344 1.2.3.4:1122, connected",
    "1.2.3.4:1122 -> 5.6.7.8:3344, connected",
    "1.2.3.4:1122-5.6.7.8:3344/tcp, connected",
    "udp 1.2.3.4:1122 5.6.7.8:3344, ''",
    "1.2.3.4 1122 5.6.7.8 3344 tcp, connected",
    "1.2.3.4 5.6.7.8, connected",
    "1:wCb3OG7yAFWelaUydu0D+125CLM=, connected",
    "1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg=, ''",
    "200, connected",
    "100, listening",
    "nginx, listening",
    "ngin?, listening",
    "odd*, connected",
    "odd;na:me, connected",
    "nosuch, ''"
  })
  void questionFindsItsSockets(String text, String expected) {
    assertThat(found(text)).isEqualTo(expected);
  }

  private static String found(String text) {
    Question question = QuestionParser.parse(text);
    return SOCKETS.entrySet().stream()
        .filter(entry -> question.isAnsweredBy(Sighting.of(entry.getValue()), OWN))
        .map(Map.Entry::getKey)
        .sorted()
        .reduce((one, other) -> one + " " + other)
        .orElse("");
  }

  @Test
  void whoTalksToAnEndpointDoesNotOwnIt() {
    Question question = QuestionParser.parse("5.6.7.8:3344");
    assertThat(question.isAnsweredBy(Sighting.of(FixedSockets.CONNECTED), OWN)).isFalse();
    assertThat(question.atPeer().test(FixedSockets.CONNECTED)).isTrue();
    assertThat(question.atPeer().test(FixedSockets.LISTENING)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, false, 1.2.3.4:443, true",
    "0.0.0.0, false, [::1]:443, false",
    "::, false, [fd00::1]:443, true",
    "::, false, 1.2.3.4:443, true",
    "::, true, 1.2.3.4:443, false",
    "::, false, 8.8.8.8:443, false",
    "::, false, 10.9.9.9:443, false"
  })
  void wildcardSocketAnswersForTheAddressesThatItServes(
      String bound, boolean v6Only, String asked, boolean owns) {
    OpenSocket socket =
        OpenSocket.builder(Protocol.TCP, Endpoint.of(bound, 443), Endpoint.NONE)
            .netns(NETNS)
            .v6Only(v6Only)
            .build();
    assertThat(QuestionParser.parse(asked).isAnsweredBy(Sighting.of(socket), OWN)).isEqualTo(owns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":70000",
        ":",
        ":http",
        "10.0.0.5:99999",
        "10.0.0.5:",
        "10.0.0.5:443:1",
        "1.2.3:80",
        "1.2.3.400",
        "1.2.3.400:5",
        "10.0.0.0/8",
        ":53/upd",
        "[::1:53",
        "[::1]53",
        "[::g]:53",
        "fe80:::1",
        "fe80::1%eth0",
        "00:11:22:33:44:55",
        "localhost:8080",
        "10.0.0.1:5 10.0.0.2",
        "10.0.0.1:5 nginx",
        "1.2.3.4:1 1.2.3.4:2 1.2.3.4:3",
        "tcp 1.2.3.4:1/udp",
        "1:abc",
        "1:",
        "1:wCb3OG7yAFWelaUydu0D+125CLM",
        "12345678901"
      })
  void whatCanOnlyBeMeantAsSomethingThatItIsNotIsBadInput(String text) {
    assertThatThrownBy(() -> QuestionParser.parse(text))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(2);
              assertThat(failure).hasMessageStartingWith("'" + text + "'");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kworker/0:1",
        "kworker/u8:0-events_unbound",
        "[kworker/0:1]",
        "nginx: worker",
        "sshd: 10.0.0.1:5",
        "a:b",
        "Foo::Bar",
        "0:1",
        "tcp",
        "tcp nginx",
        "2.0.14",
        "7z",
        "python3.11",
        "x.y:80",
        "(sd-pam)",
        "odd;na:me",
        "-bash"
      })
  void whatCouldBeAProcessIsOne(String name) {
    ProcessRef process = ProcessRef.builder(new ProcessId(7, 7)).name(name).build();
    OpenSocket socket =
        FixedSockets.RAW.withOwnership(Ownership.of(Owner.of(process, Role.CREATOR)));
    Question question = QuestionParser.parse(name);
    assertThat(question.words()).isEqualTo("process '" + name + "'");
    assertThat(question.isAnsweredBy(Sighting.of(socket), OWN)).isTrue();
  }

  @Test
  void processThatIsCalledLikeAnEndpointIsAskedForWithAWildcard() {
    assertThat(QuestionParser.parse("10.0.0.5:9999?").words()).startsWith("process");
    assertThat(QuestionParser.parse(":7000*").words()).startsWith("process");
  }
}
