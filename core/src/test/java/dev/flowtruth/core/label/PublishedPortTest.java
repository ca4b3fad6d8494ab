package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.B;
import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ports that docker-proxy publishes, and the containers behind it. */
class PublishedPortTest extends TranslationStory {
  @Test
  void aPublishedPortsProxyIsNotNamedForWhatWentRoundIt() {
    listening(story.tcp("0.0.0.0", 8080, "0.0.0.0", 0), proxy);
    listening(story.tcp("0.0.0.0", 80, "0.0.0.0", 0).netns(B), inner);
    story.translated(published(Protocol.TCP, 8080, 80), exactly(10_000));
    Label label = tcpFlow(THERE, 999, HERE, 8080, 10, 12).destination();
    assertReason(label, Reason.LISTENER_ONLY);
    assertThat(label.owners()).containsExactly(new LabelledOwner(inner, Role.LISTENER));
  }

  @Test
  void whatTheProxyTerminatesIsTheProxys() {
    open(story.tcp(HERE, 8080, HERE, 999), proxy);
    assertOwner(tcpFlow(HERE, 999, HERE, 8080, 10, 12).destination(), proxy, Basis.EXACT);
  }

  @Test
  void theContainerBehindAProxyIsTheOneThatListensThere() {
    ProcessRef published = publishing(80);
    open(story.tcp(HERE, 8080, HERE, 999), published);
    assertThat(behind()).as("while nobody is known to listen there").isEqualTo(INSIDE + ":80");
    listening(story.tcp("0.0.0.0", 80, "0.0.0.0", 0).netns(C), inContainer("another"));
    assertThat(behind()).as("of another address").isEqualTo(INSIDE + ":80");
    listening(story.tcp("0.0.0.0", 80, "0.0.0.0", 0).netns(B), inContainer("c0ffee"));
    assertThat(behind()).isEqualTo("c0ffee");
    assertThat(tcpFlow(HERE, 999, HERE, 8080, 10, 12).source().publishedFor()).isNull();
  }

  @Test
  void aContainerWithANameIsCalledByIt() {
    open(story.tcp(HERE, 8080, HERE, 999), publishing(80));
    ProcessRef named =
        ProcessRef.builder(new ProcessId(40, 1)).container("c0ffee").containerName("web").build();
    listening(story.tcp("0.0.0.0", 80, "0.0.0.0", 0).netns(B), inContainer("c0ffee"));
    listening(story.tcp(INSIDE, 80, "0.0.0.0", 0).netns(B), named);
    assertThat(behind()).isEqualTo("web");
  }

  @Test
  void whereTwoContainersListenOnlyTheAddressIsSure() {
    open(story.tcp(HERE, 8080, HERE, 999), publishing(80));
    listening(story.tcp("0.0.0.0", 80, "0.0.0.0", 0).netns(B), inContainer("one"));
    listening(story.tcp(INSIDE, 80, "0.0.0.0", 0).netns(B), inContainer("two"));
    assertThat(behind()).isEqualTo(INSIDE + ":80");
  }

  private @Nullable String behind() {
    return tcpFlow(HERE, 999, HERE, 8080, 10, 12).destination().publishedFor();
  }

  private static ProcessRef publishing(int port) {
    return ProcessRef.builder(new ProcessId(11, 1))
        .name("docker-proxy")
        .publishedFor(new ProcessRef.Published(Protocol.TCP, Endpoint.of(INSIDE, port)))
        .build();
  }

  private static ProcessRef inContainer(String id) {
    ProcessId process = new ProcessId(30 + id.length(), 1);
    return ProcessRef.builder(process).name("nginx").container(id).build();
  }
}
