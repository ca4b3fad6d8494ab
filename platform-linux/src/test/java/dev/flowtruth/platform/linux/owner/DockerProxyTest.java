package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Published;
import dev.flowtruth.core.model.Protocol;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments are those with which Docker 20 to 28 call docker-proxy. */
class DockerProxyTest {
  private static final String CALL =
      "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080"
          + " -container-ip 172.17.0.2 -container-port 80";

  @Test
  void theContainersPortIsAmongTheArguments() {
    assertThat(publishedFor(CALL))
        .isEqualTo(new Published(Protocol.TCP, Endpoint.of("172.17.0.2", 80)));
    assertThat(publishedFor(CALL + " -use-listen-fd"))
        .isEqualTo(new Published(Protocol.TCP, Endpoint.of("172.17.0.2", 80)));
  }

  @Test
  void goWritesOptionsInFourWays() {
    String other = "docker-proxy --proto=udp -container-ip=fd00::2 --container-port 53";
    assertThat(publishedFor(other))
        .isEqualTo(new Published(Protocol.UDP, Endpoint.of("fd00::2", 53)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker-proxy",
        "docker-proxy -proto tcp -container-ip 172.17.0.2",
        "docker-proxy -proto tcp -container-ip 172.17.0.2 -container-port",
        "docker-proxy -proto tcp -container-ip 172.17.0.2 -container-port http",
        "docker-proxy -proto tcp -container-ip 172.17.0.2 -container-port 65536",
        "docker-proxy -proto tcp -container-ip nginx -container-port 80",
        "docker-proxy -proto x -container-ip 172.17.0.2 -container-port 80",
      })
  void whatSaysNoContainerPublishesForNobody(String call) {
    assertThat(publishedFor(call)).isNull();
  }

  @Test
  void itIsReadWithoutTheRestOfTheCommandLine(@TempDir Path root) {
    RecordedTree tree = new RecordedTree(root);
    tree.process(7, 100, "docker-proxy").write(7, "cmdline", CALL.replace(' ', '\0') + "\0");
    tree.process(8, 100, "curl").write(8, "cmdline", CALL.replace(' ', '\0') + "\0");
    try (ProcessReader reader = new ProcessReader(root, false, false)) {
      ProcessRef proxy = reader.read(7).orElseThrow();
      assertThat(proxy.publishedFor())
          .isEqualTo(new Published(Protocol.TCP, Endpoint.of("172.17.0.2", 80)));
      assertThat(proxy.commandLine()).isNull();
      assertThat(reader.read(8).orElseThrow().publishedFor()).isNull();
    }
  }

  private static Published publishedFor(String call) {
    return DockerProxy.publishedFor(List.of(call.split(" ", -1)));
  }
}
