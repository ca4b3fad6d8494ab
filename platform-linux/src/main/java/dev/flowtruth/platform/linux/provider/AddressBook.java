package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.AddressMessage;
import dev.flowtruth.platform.linux.layout.Netlink;
import dev.flowtruth.platform.linux.layout.Rtnetlink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The addresses of one namespace's interfaces, read again only after the kernel announced a change.
 * Not thread-safe.
 */
final class AddressBook implements AutoCloseable {
  private static final int ATTEMPTS = 3;

  private final long netns;
  private final NetlinkSocket socket;
  private final NetlinkDump dump;
  private List<LocalAddress> addresses = List.of();
  private boolean stale = true;

  private AddressBook(long netns, NetlinkSocket socket, NetlinkDump dump) {
    this.netns = netns;
    this.socket = socket;
    this.dump = dump;
  }

  /** Subscribes in the namespace of the calling thread. */
  static AddressBook open(long netns, NetlinkDump dump) throws SourceException {
    return new AddressBook(netns, NetlinkSocket.open(Netlink.ROUTE, Rtnetlink.GROUPS), dump);
  }

  /** The addresses now; the same list while none changed. */
  List<LocalAddress> addresses() throws SourceException {
    // Whatever was announced, and an overflow too, means: read again.
    while (socket.poll(dump.answer()) != NetlinkSocket.NOTHING) {
      stale = true;
    }
    for (int i = 0; stale && i < ATTEMPTS; i++) {
      refresh();
    }
    return addresses;
  }

  private void refresh() throws SourceException {
    Map<Integer, String> names = new HashMap<>();
    boolean complete =
        read("interfaces", Rtnetlink.RTM_GETLINK, Rtnetlink.LINK_SIZE, Rtnetlink.RTM_NEWLINK,
            (offset, length) -> {
              var link = AddressMessage.link(dump.answer(), offset, length);
              names.put(link.index(), link.name());
            });
    boolean quiet = !dump.wasNotified();
    List<LocalAddress> found = new ArrayList<>();
    complete &=
        read("addresses", Rtnetlink.RTM_GETADDR, Rtnetlink.ADDRESS_SIZE, Rtnetlink.RTM_NEWADDR,
            (offset, length) -> {
              var address = AddressMessage.address(dump.answer(), offset, length);
              if (address != null) {
                found.add(named(address, names));
              }
            });
    stale = !complete || !quiet || dump.wasNotified();
    if (!found.equals(addresses)) {
      addresses = List.copyOf(found);
    }
  }

  private LocalAddress named(AddressMessage.Address address, Map<Integer, String> names) {
    int index = address.interfaceIndex();
    String name = names.getOrDefault(index, "");
    return new LocalAddress(address.ip(), address.prefixLength(), netns, name, index);
  }

  @FunctionalInterface
  private interface Entry {
    void accept(int offset, int length) throws SourceException;
  }

  private boolean read(String what, int type, int size, int answerType, Entry entry)
      throws SourceException {
    return dump.read(
        socket,
        what + " of namespace " + netns,
        (buffer, sequence) -> NetlinkRequests.header(buffer, type, sequence, size),
        (found, offset, length) -> {
          if (found == answerType) {
            entry.accept(offset, length);
          }
        });
  }

  @Override
  public void close() {
    socket.close();
  }
}
