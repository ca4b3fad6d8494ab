package dev.flowtruth.core.label;

import static dev.flowtruth.core.label.Story.A;
import static dev.flowtruth.core.label.Story.B;
import static dev.flowtruth.core.label.Story.HERE;
import static dev.flowtruth.core.label.Story.MS;
import static dev.flowtruth.core.label.Story.THERE;
import static dev.flowtruth.core.label.Story.creator;
import static dev.flowtruth.core.label.Story.exactly;
import static dev.flowtruth.core.label.Story.process;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.model.Translation;
import org.junit.jupiter.api.BeforeEach;

/** A host with a container behind it, and how flows are asked of both. */
abstract class TranslationStory {
  static final long C = 303;
  static final String INSIDE = "172.17.0.2";
  static final String SECOND = "172.17.0.3";
  static final String GATEWAY = "172.17.0.1";

  final Story story = new Story();
  final ProcessRef avahi = process(10, "avahi");
  final ProcessRef proxy = process(11, "docker-proxy");
  final ProcessRef inner = process(20, "inner");
  final ProcessRef other = process(21, "other");

  @BeforeEach
  void addresses() {
    story.address(GATEWAY, 16, A, "docker0", 3);
    story.address(INSIDE, 16, B, "eth0", 2);
    story.address(SECOND, 16, C, "eth0", 2);
  }

  static Translation numbered(int number) {
    String inside = "10." + (number >> 16) + ".1.1";
    int port = number & 0xffff;
    return translation(Protocol.UDP, inside, port, THERE, 53, THERE, 53, HERE, port);
  }

  static FlowRecord echo() {
    Endpoint source = Endpoint.of(HERE, 8);
    return new FlowRecord(11_000 * MS, 12_000 * MS, 1, 1, source, Endpoint.of(THERE, 0), 8);
  }

  void open(OpenSocket.Builder socket, ProcessRef owner) {
    story.open(socket, exactly(1), creator(owner));
  }

  void listening(OpenSocket.Builder socket, ProcessRef owner) {
    story.open(socket.state(SocketState.LISTEN), TimeBounds.by(0), Owner.of(owner, Role.LISTENER));
  }

  FlowLabel udp(String from, int port, String to, int toPort, long first, long last) {
    return story.ask(flow(17, from, port, to, toPort, first, last));
  }

  FlowLabel tcpFlow(String from, int port, String to, int toPort, long first, long last) {
    return story.ask(flow(6, from, port, to, toPort, first, last));
  }

  static FlowRecord flow(
      int protocol, String from, int port, String to, int toPort, long first, long last) {
    Endpoint source = Endpoint.of(from, port);
    Endpoint destination = Endpoint.of(to, toPort);
    long end = (last * 1000 + 1) * MS;
    return new FlowRecord(first * 1000 * MS, end, MS, protocol, source, destination, -1);
  }

  /** A container sends from a port, which is another one outside. */
  static Translation masquerade(String inside, int port, int outsidePort) {
    return translation(Protocol.UDP, inside, port, THERE, 53, THERE, 53, HERE, outsidePort);
  }

  /** Somebody's port 123, which is another one outside for the host itself. */
  static Translation ntp(String inside, int outsidePort) {
    return translation(Protocol.UDP, inside, 123, THERE, 123, THERE, 123, HERE, outsidePort);
  }

  static Translation tcp(String inside, int port) {
    return translation(Protocol.TCP, inside, port, THERE, 53, THERE, 53, HERE, port);
  }

  /** The outside's port 999 to a published port of the container. */
  static Translation published(Protocol protocol, int port, int insidePort) {
    return translation(protocol, THERE, 999, HERE, port, INSIDE, insidePort, THERE, 999);
  }

  static Translation translation(
      Protocol protocol,
      String source,
      int sourcePort,
      String destination,
      int destinationPort,
      String replySource,
      int replySourcePort,
      String replyDestination,
      int replyDestinationPort) {
    return new Translation(
        protocol,
        A,
        Endpoint.of(source, sourcePort),
        Endpoint.of(destination, destinationPort),
        Endpoint.of(replySource, replySourcePort),
        Endpoint.of(replyDestination, replyDestinationPort));
  }

  static Translation in(long netns, Translation nat) {
    return new Translation(
        nat.protocol(),
        netns,
        nat.originalSource(),
        nat.originalDestination(),
        nat.replySource(),
        nat.replyDestination());
  }

  static void assertOwner(Label label, ProcessRef owner, Basis basis) {
    assertThat(label.owner()).as("%s", label).isNotNull();
    assertThat(label.owner().process()).isEqualTo(owner);
    assertThat(label.basis()).isEqualTo(basis);
  }

  static void assertReason(Label label, Reason reason) {
    assertThat(label.reason()).as("%s", label).isEqualTo(reason);
  }
}
