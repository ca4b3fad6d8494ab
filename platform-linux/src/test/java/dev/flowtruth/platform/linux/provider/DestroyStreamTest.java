package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.core.spi.SourceOptions;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that no look ever saw, as the kernel announces their end. */
class DestroyStreamTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int SENT = 5000;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void everySocketThatLivedLessThanAMillisecondIsAnnounced(String address) throws Exception {
    InetAddress loopback = InetAddress.getByName(address);
    try (SocketSource source = new NetlinkProvider().open(SourceOptions.defaults())) {
      Set<Integer> ports = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
          ports.add(socket.getLocalPort());
        }
      }
      List<SocketEvent> events = new ArrayList<>();
      Set<Integer> announced = new HashSet<>();
      for (int i = 0; i < 200 && !announced.containsAll(ports); i++) {
        LockSupport.parkNanos(10_000_000);
        source.drain(events::add);
        closed(events, Protocol.UDP).forEach(c -> announced.add(c.socket().local().port()));
      }
      assertThat(announced).containsAll(ports);
      assertThat(events).noneMatch(SocketEvent.Lost.class::isInstance);
      assertThat(closed(events, Protocol.UDP))
          .allSatisfy(
              event -> {
                assertThat(event.cause()).isEqualTo(CloseCause.CLOSED);
                assertThat(event.socket().cookie()).isNotZero();
                assertThat(event.socket().ownership().absence())
                    .isEqualTo(Reason.SEEN_WITHOUT_OWNER);
                assertThat(event.bytesSent()).isEqualTo(-1);
                assertThat(event.time().after()).isLessThan(event.time().at());
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aConnectionsEndTellsItsTupleAndItsPayload(String address) throws Exception {
    InetAddress loopback = InetAddress.getByName(address);
    try (SocketSource source = new NetlinkProvider().open(SourceOptions.defaults());
        ServerSocket listener = new ServerSocket(0, 5, loopback)) {
      int port;
      try (Socket client = new Socket(loopback, listener.getLocalPort());
          Socket accepted = listener.accept()) {
        port = client.getLocalPort();
        client.getOutputStream().write(new byte[SENT]);
        accepted.getInputStream().readNBytes(SENT);
        accepted.setSoLinger(true, 0);
      }
      SocketEvent.Closed event = await(source, port, listener.getLocalPort());
      assertThat(event.socket().peer().port()).isEqualTo(listener.getLocalPort());
      assertThat(event.bytesSent()).isEqualTo(SENT);
      assertThat(event.bytesReceived()).isZero();
    }
  }

  @Test
  void anOverflowIsTold() throws Exception {
    int small = 4096;
    try (SocketSource source = new NetlinkProvider(small).open(SourceOptions.defaults())) {
      for (int i = 0; i < 300; i++) {
        new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)).close();
      }
      List<SocketEvent> events = new ArrayList<>();
      for (int i = 0;
          i < 100 && events.stream().noneMatch(SocketEvent.Lost.class::isInstance);
          i++) {
        LockSupport.parkNanos(10_000_000);
        source.drain(events::add);
      }
      assertThat(events)
          .filteredOn(SocketEvent.Lost.class::isInstance)
          .first()
          .satisfies(lost -> assertThat(((SocketEvent.Lost) lost).count()).isEqualTo(-1));
    }
  }

  private static SocketEvent.Closed await(SocketSource source, int localPort, int peerPort)
      throws Exception {
    List<SocketEvent> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      source.drain(events::add);
      for (SocketEvent.Closed event : closed(events, Protocol.TCP)) {
        if (event.socket().local().port() == localPort
            && event.socket().peer().port() == peerPort) {
          return event;
        }
      }
      LockSupport.parkNanos(10_000_000);
    }
    throw new AssertionError("the end of port " + localPort + " was not announced: " + events);
  }

  private static List<SocketEvent.Closed> closed(List<SocketEvent> events, Protocol protocol) {
    return events.stream()
        .filter(SocketEvent.Closed.class::isInstance)
        .map(SocketEvent.Closed.class::cast)
        .filter(event -> event.socket().protocol().equals(protocol))
        .toList();
  }
}
