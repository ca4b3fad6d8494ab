package dev.flowtruth.formats.capture;

import static dev.flowtruth.formats.capture.CaptureBytes.START;
import static dev.flowtruth.formats.capture.TestPackets.ACK;
import static dev.flowtruth.formats.capture.TestPackets.SYN;
import static dev.flowtruth.formats.capture.TestPackets.answer;
import static dev.flowtruth.formats.capture.TestPackets.datagram;
import static dev.flowtruth.formats.capture.TestPackets.segment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.label.FlowMatcher;
import dev.flowtruth.core.label.MatchOptions;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which packet gets whom: sockets of a known life, packets of a known time. Times in µs. */
class PacketLabelsTest {
  private static final String CLIENT = "10.0.0.1";
  private static final String SERVER = "10.0.0.2";

  private final OwnershipHistory history =
      new OwnershipHistory(new HostIdentity("h", "", "b", "linux", "6"));
  private final CaptureBytes capture = CaptureBytes.ethernet();
  private long cookie;

  private static ProcessRef process(String name, int pid) {
    return ProcessRef.builder(new ProcessId(pid, 1)).name(name).build();
  }

  /** A socket that lived from one time to another. */
  private void socket(
      Protocol protocol, Endpoint local, Endpoint peer, ProcessRef owner, long from, long until) {
    OpenSocket socket =
        OpenSocket.builder(protocol, local, peer)
            .id(SocketId.ofCookie(++cookie))
            .ownership(Ownership.of(new Owner(owner, Role.CREATOR, true)))
            .build();
    history.onEvent(new SocketEvent.Opened(socket, TimeBounds.exact(START + from * 1000)));
    TimeBounds end = TimeBounds.exact(START + until * 1000);
    history.onEvent(new SocketEvent.Closed(socket, CloseCause.CLOSED, List.of(), -1, -1, end));
  }

  private void clientSocket(ProcessRef owner, long from, long until) {
    socket(Protocol.TCP, Endpoint.of(CLIENT, 1000), Endpoint.of(SERVER, 80), owner, from, until);
  }

  private void serverSocket(ProcessRef owner, long from, long until) {
    socket(Protocol.TCP, Endpoint.of(SERVER, 80), Endpoint.of(CLIENT, 1000), owner, from, until);
  }

  private void packet(long micros, byte[] packet) {
    capture.packet(0, START / 1000 + micros, packet);
  }

  /** {@code curl > nginx} for each packet: who sent it and who got it, or why nobody. */
  private List<String> labels() throws IOException {
    FlowMatcher matcher = new FlowMatcher(List.of(history), MatchOptions.defaults());
    List<String> short1 = new ArrayList<>();
    for (String comment :
        LabelledBytes.of(capture.bytes(), matcher::label, ProcessInfo.COMMENT).comments()) {
      short1.add(word(comment, "src") + " > " + word(comment, "dst"));
    }
    return short1;
  }

  private static String word(String comment, String side) {
    return word(comment, side, "process", "reason");
  }

  private static String word(String comment, String side, String... names) {
    for (String name : names) {
      int at = comment.indexOf(side + "_" + name + "=");
      if (at >= 0) {
        return comment.substring(at).replaceFirst("^\\w+=", "").replaceFirst(" .*", "");
      }
    }
    return "";
  }

  @Test
  void handshakeAndLateSegmentsGetTheOwnersOfTheirConnection() throws IOException {
    clientSocket(process("curl", 1), 0, 500);
    serverSocket(process("nginx", 2), 300, 500); // accepted long after the handshake
    packet(10, segment(1000, 80, 7, SYN));
    packet(20, answer(80, 1000, 9, SYN | ACK));
    packet(400, segment(1000, 80, 8, ACK));
    packet(600, answer(80, 1000, 10, ACK));
    assertThat(labels())
        .containsExactly("curl > nginx", "nginx > curl", "curl > nginx", "nginx > curl");
  }

  @Test
  void packetIsAsSureAsItsMoment() throws IOException {
    clientSocket(process("curl", 1), 0, 500);
    serverSocket(process("nginx", 2), 300, 500);
    packet(20, answer(80, 1000, 9, SYN | ACK));
    packet(400, segment(1000, 80, 8, ACK));
    FlowMatcher matcher = new FlowMatcher(List.of(history), MatchOptions.defaults());
    List<String> comments =
        LabelledBytes.of(capture.bytes(), matcher::label, ProcessInfo.COMMENT).comments();
    assertThat(comments)
        .extracting(comment -> word(comment, "src", "certainty"))
        .containsExactly("unsure", "certain");
    assertThat(comments)
        .extracting(comment -> word(comment, "dst", "certainty"))
        .containsExactly("certain", "certain");
  }

  @Test
  void programThatAProcessRanBeforeItsExecHasNoPartInALaterConnection() throws IOException {
    clientSocket(process("curl", 1), 0, 900);
    serverSocket(process("generation-1", 2), 50, 100);
    serverSocket(process("generation-2", 2), 700, 900);
    packet(60, segment(1000, 80, 8, ACK));
    packet(210, segment(1000, 80, 5000, SYN));
    packet(220, answer(80, 1000, 9, SYN | ACK));
    packet(800, segment(1000, 80, 5001, ACK));
    assertThat(labels())
        .containsExactly(
            "curl > generation-1",
            "curl > generation-2",
            "generation-2 > curl",
            "curl > generation-2");
  }

  @Test
  void connectionThatTakesOverATupleIsAnother() throws IOException {
    clientSocket(process("first", 1), 0, 100);
    serverSocket(process("old", 2), 50, 100);
    clientSocket(process("second", 3), 200, 900);
    serverSocket(process("new", 4), 700, 900);
    packet(10, segment(1000, 80, 7, SYN));
    packet(60, segment(1000, 80, 8, ACK));
    packet(210, segment(1000, 80, 5000, SYN));
    packet(220, answer(80, 1000, 9, SYN | ACK)); // nobody has accepted it yet
    packet(800, segment(1000, 80, 5001, ACK));
    assertThat(labels())
        .containsExactly(
            "first > old", "first > old", "second > new", "new > second", "second > new");
  }

  @Test
  void refusedConnectionDoesNotGoToWhoHadTheTupleBefore() throws IOException {
    clientSocket(process("first", 1), 0, 100);
    serverSocket(process("old", 2), 50, 100);
    clientSocket(process("second", 3), 200, 300);
    packet(10, segment(1000, 80, 7, SYN));
    packet(60, segment(1000, 80, 8, ACK));
    packet(210, segment(1000, 80, 5000, SYN));
    packet(220, answer(80, 1000, 0, ACK | 4));
    assertThat(labels().subList(2, 4))
        .containsExactly("second > never_seen", "never_seen > second");
  }

  @Test
  void repeatedSynBelongsToTheSameConnection() throws IOException {
    clientSocket(process("curl", 1), 0, 5_000_000);
    serverSocket(process("nginx", 2), 1_000_200, 5_000_000);
    packet(10, segment(1000, 80, 7, SYN));
    packet(1_000_010, segment(1000, 80, 7, SYN));
    packet(1_000_300, segment(1000, 80, 8, ACK));
    assertThat(labels()).containsOnly("curl > nginx");
  }

  @Test
  void datagramGetsWhoHadItsTupleAtItsTime() throws IOException {
    Endpoint local = Endpoint.of(CLIENT, 1000);
    Endpoint peer = Endpoint.of(SERVER, 53);
    socket(Protocol.UDP, local, peer, process("first", 1), 0, 100);
    socket(Protocol.UDP, local, peer, process("second", 2), 110, 200);
    packet(50, datagram(1000, 53));
    packet(150, datagram(1000, 53));
    assertThat(labels()).containsExactly("first > not_local", "second > not_local");
  }

  @Test
  void answerToAPingBelongsToWhoAsked() throws IOException {
    Endpoint local = Endpoint.of(CLIENT, 0);
    socket(Protocol.ICMP, local, Endpoint.of(SERVER, 0), process("ping", 1), 0, 100);
    byte[] echo = TestPackets.icmp(8, 0);
    packet(10, TestPackets.ethernet(0x800, TestPackets.v4(CLIENT, SERVER, 1, echo)));
    byte[] reply = TestPackets.icmp(0, 0);
    packet(20, TestPackets.ethernet(0x800, TestPackets.v4(SERVER, CLIENT, 1, reply)));
    assertThat(labels()).containsExactly("ping > not_local", "not_local > ping");
  }

  @Test
  void nameOfAnInterfaceReachesTheMatcher() throws IOException {
    List<String> names = new ArrayList<>();
    CaptureBytes two = new CaptureBytes().section(java.nio.ByteOrder.LITTLE_ENDIAN);
    two.face(1, two.option(2, "eth0")).face(1);
    two.packet(0, 1, datagram(1, 2)).packet(1, 1, datagram(1, 2)).packet(0, 1, datagram(1, 2));
    LabelledBytes.ofInterfaces(
        two.bytes(),
        name -> {
          names.add(String.valueOf(name));
          return dev.flowtruth.formats.flows.Labels::byPorts;
        });
    assertThat(names).containsExactly("eth0", "null");
  }
}
