package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.decoder.DiagMessage;
import dev.flowtruth.platform.linux.decoder.SocketRow;
import dev.flowtruth.platform.linux.packet.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace from look to look: what stayed the same is handed out again as the
 * same instance, at the price of one table lookup.
 *
 * <p>A look is {@link #begin}, then every row that the tables hold ({@link #see}), then {@link
 * #end}, then {@link #join} with the owners. Not thread-safe.
 */
final class SocketBook {
  /** Cookies and inodes are never negative, so keys made from rows of text do not meet cookies. */
  private static final long TEXT = Long.MIN_VALUE;

  /** Inodes are 32 bits, so no other row meets those that have none of their own. */
  private static final long WITHOUT_INODE = 1L << 62;

  private final long netns;
  private final String cookieQualifier;
  private final OwnerSearch owners;
  private final SocketTable table = new SocketTable();
  private final List<KnownSocket> fresh = new ArrayList<>();
  private int look;
  private int seen;
  private boolean changed;
  private boolean metBetween;

  /**
   * An empty book.
   *
   * @param netns inode number of the namespace
   * @param cookieQualifier see {@link LinuxHost#cookieQualifier}
   * @param owners asked when a socket loses its descriptor
   */
  SocketBook(long netns, String cookieQualifier, OwnerSearch owners) {
    this.netns = netns;
    this.cookieQualifier = cookieQualifier;
    this.owners = owners;
  }

  void begin() {
    look++;
    seen = 0;
    changed = metBetween;
    metBetween = false;
    fresh.clear();
  }

  /** A socket in an answer of NETLINK_SOCK_DIAG. */
  void see(Protocol protocol, DiagMessage message) throws DecodeException {
    if (protocol.equals(Protocol.SCTP) && message.association(this::see)) {
      return;
    }
    KnownSocket known = table.find(message.cookie());
    if (known == null) {
      known = new KnownSocket(message.cookie(), message.row(protocol), true);
      message.words(known.words);
      add(known);
    } else if (known.look == look) {
      // Tables are read twice at times, a socket may move meanwhile, SCTP lists one twice.
      return;
    } else if (!message.sameAs(known.words)) {
      message.words(known.words);
      update(known, message.row(protocol));
    }
    meet(known);
  }

  /** True when this socket is in the book already. */
  boolean knows(long cookie) {
    return table.find(cookie) != null;
  }

  /**
   * A socket that a packet told of between two looks, and who held it. What a look found of it
   * before stays; the next one compares it with what it finds.
   *
   * @return the socket, null when this is no news
   */
  @Nullable OpenSocket meet(Finding finding, OwnershipRule rule) {
    KnownSocket known = table.find(finding.row().cookie());
    if (known == null) {
      known = new KnownSocket(finding.row().cookie(), finding.row(), true);
      known.accepted = finding.accepted();
      known.look = look;
      table.add(known);
    } else if (known.socket != null && known.socket.ownership().isKnown()) {
      return null;
    }
    metBetween = true;
    known.holders = finding.processes();
    known.triggeredNanos = finding.readNanos();
    var found = new OwnershipRule.Search(known.holders, false, false, false);
    known.publish(netns, cookieQualifier, rule.of(known, found));
    return known.socket;
  }

  /** A row of a table in /proc/net or of an SCTP association, which have no cookie. */
  void see(SocketRow row) {
    long key = key(row);
    KnownSocket known = table.find(key);
    while (known != null && !row.hasOwnInode() && !known.row.hasTupleOf(row)) {
      known = table.find(++key); // another tuple whose hash is the same
    }
    if (known == null) {
      known = new KnownSocket(key, row, false);
      add(known);
    } else if (known.look == look) {
      return; // a table that changes while it is read may tell of a socket twice
    } else if (!known.row.equals(row)) {
      update(known, row);
    }
    meet(known);
  }

  private static long key(SocketRow row) {
    if (row.hasOwnInode()) {
      return TEXT | row.inode();
    }
    int tuple = Objects.hash(row.protocol(), row.local(), row.peer());
    return TEXT | WITHOUT_INODE | tuple & 0xffff_ffffL;
  }

  private void add(KnownSocket known) {
    known.wasThereFirst = look == 1;
    table.add(known);
    fresh.add(known);
  }

  private void update(KnownSocket known, SocketRow row) {
    if (row.inode() == 0 && known.row.inode() != 0) {
      owners.freeze(known);
    }
    known.change(row);
  }

  private void meet(KnownSocket known) {
    known.look = look;
    seen++;
  }

  /** Takes the sockets of a table that could not be read now as they were. */
  void keep(Protocol protocol) {
    table.forEach(
        known -> {
          if (known.look != look && isOfTable(known.protocol(), protocol)) {
            meet(known);
          }
        });
  }

  private static boolean isOfTable(Protocol protocol, Protocol table) {
    return protocol.raw() ? table.raw() : protocol.equals(table);
  }

  /**
   * True when a TCP or UDP socket with a descriptor was not seen in this look, and nobody said that
   * it ended.
   */
  boolean misses(LongPredicate ended) {
    return seen != table.size() && table.anyMatch(known -> isMissing(known, ended));
  }

  private boolean isMissing(KnownSocket known, LongPredicate ended) {
    boolean isAnnounced =
        known.protocol().equals(Protocol.TCP) || known.protocol().equals(Protocol.UDP);
    return isAnnounced
        && known.look != look
        && known.row.inode() != 0
        && known.row.cookie() != 0
        && !ended.test(known.row.cookie());
  }

  /** Forgets what was not seen in this look, and tells accepted connections from opened ones. */
  void end() {
    if (seen != table.size()) {
      changed = true;
      table.retain(known -> known.look == look);
    }
    if (fresh.stream().anyMatch(known -> known.protocol().isConnectionOriented())) {
      ListenerIndex listeners = new ListenerIndex();
      table.forEach(listeners::addIfListening);
      fresh.forEach(known -> known.accepted = listeners.isAccepted(known));
    }
  }

  /** Adds the inodes that a process may hold. */
  void addInodes(InodeList inodes) {
    table.forEach(known -> inodes.addUnlessZero(known.row.inode()));
  }

  /**
   * Gives every socket its owners.
   *
   * @return true when anything is different from the last look
   */
  boolean join(OwnershipRule rule) {
    table.forEach(known -> join(known, rule));
    return changed;
  }

  private void join(KnownSocket known, OwnershipRule rule) {
    var holders = owners.holders(known.row.inode());
    if (!known.rowChanged && !holders.isEmpty() && known.holders == holders) {
      return;
    }
    known.holders = holders;
    Ownership ownership = rule.of(known, owners.search(known.row.inode(), holders));
    OpenSocket last = known.socket;
    if (known.rowChanged || last == null || !last.ownership().equals(ownership)) {
      known.publish(netns, cookieQualifier, ownership);
      changed = true;
    }
  }

  /** All sockets as they were last joined. */
  void forEach(Consumer<OpenSocket> sink) {
    table.forEach(
        known -> {
          if (known.socket != null) {
            sink.accept(known.socket);
          }
        });
  }

  int size() {
    return table.size();
  }

  /** What is remembered of a socket that was handed out; null when it is gone. */
  @Nullable KnownSocket find(OpenSocket socket) {
    return table.find(socket.cookie() != 0 ? socket.cookie() : TEXT | socket.inode());
  }
}
