package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.owner.SocketOwners;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Associations of one SCTP socket, as rows; the inode is that of a real socket of ours, since not
 * every kernel has SCTP.
 */
class SctpBookTest {
  @Test
  void eachAssociationIsASocketOfItsOwnThatTheHolderOfTheirSocketOwns() throws Exception {
    try (DatagramSocket held = new DatagramSocket(0);
        OwnerSearch owners = new OwnerWalk(new SocketOwners(Path.of("/proc"), false, false))) {
      long inode = inode(held.getLocalPort());
      SocketBook book = new SocketBook(1, "", owners);
      List<OpenSocket> first = look(book, owners, row(inode, "10.0.0.2"), row(inode, "10.0.0.3"));
      assertThat(first).hasSize(2).extracting(OpenSocket::id).doesNotHaveDuplicates();
      assertThat(first)
          .allSatisfy(
              socket -> {
                assertThat(socket.id().kind()).isEqualTo(SocketId.Kind.TUPLE);
                assertThat(socket.ownership().owners())
                    .singleElement()
                    .satisfies(
                        owner -> {
                          assertThat(owner.process().pid())
                              .isEqualTo(ProcessHandle.current().pid());
                          assertThat(owner.role()).isEqualTo(Role.CREATOR);
                        });
              });
      List<OpenSocket> second = look(book, owners, row(inode, "10.0.0.3"));
      assertThat(second).containsExactly(first.get(1));
    }
  }

  private static List<OpenSocket> look(SocketBook book, OwnerSearch owners, SocketRow... rows) {
    book.begin();
    List.of(rows).forEach(book::see);
    book.end();
    owners.pass(List.of(book), Look.FULL);
    book.join(new OwnershipRule(0, true));
    List<OpenSocket> sockets = new ArrayList<>();
    book.forEach(sockets::add);
    sockets.sort((a, b) -> a.peer().toString().compareTo(b.peer().toString()));
    return sockets;
  }

  private static SocketRow row(long inode, String peer) {
    return new SocketRow(
        Protocol.SCTP,
        Endpoint.of("10.0.0.1", 3868),
        Endpoint.of(peer, 40000),
        SocketState.ESTABLISHED,
        false,
        inode,
        0,
        0,
        false,
        0);
  }

  /** Inode of the UDP socket on a port, as the kernel's text table has it. */
  private static long inode(int port) throws Exception {
    String local = ":%04X ".formatted(port);
    for (String table : List.of("/proc/net/udp6", "/proc/net/udp")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        if (line.contains(local)) {
          return Long.parseLong(line.strip().split(" +", -1)[9]);
        }
      }
    }
    throw new AssertionError("no socket on port " + port);
  }
}
