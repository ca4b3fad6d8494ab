package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * One network namespace: its tables, its sockets, its addresses, its address translations and its
 * stream of destroyed sockets. Keeps the namespace alive until it is closed. Not thread-safe.
 */
final class NamespaceView implements AutoCloseable {
  /** No companion. */
  static final Companion ALONE = netns -> () -> {};

  private final long netns;
  private final SocketBook book;
  private final SocketTables tables;
  private final AddressBook addresses;
  private final DestroyStream destroyed;
  private final TranslationStream translations;
  private final Runnable companion;
  private long lookedNanos = Long.MIN_VALUE;
  private List<LocalAddress> lastAddresses = List.of();

  private NamespaceView(
      long netns,
      SocketBook book,
      SocketTables tables,
      AddressBook addresses,
      DestroyStream destroyed,
      TranslationStream translations,
      Runnable companion) {
    this.netns = netns;
    this.book = book;
    this.tables = tables;
    this.addresses = addresses;
    this.destroyed = destroyed;
    this.translations = translations;
    this.companion = companion;
  }

  /**
   * What all views of a source share.
   *
   * @param receiveBuffer bytes for announcements that were not read yet
   * @param hearsDestroyed false to do without the announcements of destroyed sockets
   * @param companion opened with each view, in its namespace
   */
  record Shared(
      NetlinkDump dump,
      OwnerSearch owners,
      String cookieQualifier,
      int receiveBuffer,
      boolean hearsDestroyed,
      Companion companion) {
    Shared(
        NetlinkDump dump,
        OwnerSearch owners,
        String cookieQualifier,
        int receiveBuffer,
        boolean hearsDestroyed) {
      this(dump, owners, cookieQualifier, receiveBuffer, hearsDestroyed, ALONE);
    }
  }

  /** What else is opened in each namespace; it returns what closes it. */
  @FunctionalInterface
  interface Companion {
    Runnable open(long netns) throws SourceException;
  }

  /** Opens everything in the namespace of the calling thread. */
  static NamespaceView open(long netns, Shared shared) throws SourceException {
    DestroyStream destroyed =
        shared.hearsDestroyed()
            ? DestroyStream.open(netns, shared.cookieQualifier(), shared.receiveBuffer())
            : DestroyStream.silent(netns);
    AddressBook addresses = null;
    SocketTables tables = null;
    TranslationStream translations = null;
    try {
      addresses = AddressBook.open(netns, shared.dump());
      tables = SocketTables.open(netns, shared.dump());
      SocketBook book = new SocketBook(netns, shared.cookieQualifier(), shared.owners());
      translations = TranslationStream.open(netns, shared.dump(), shared.receiveBuffer());
      Runnable companion = shared.companion().open(netns);
      return new NamespaceView(netns, book, tables, addresses, destroyed, translations, companion);
    } catch (SourceException e) {
      destroyed.close();
      if (addresses != null) {
        addresses.close();
      }
      if (tables != null) {
        tables.close();
      }
      if (translations != null) {
        translations.close();
      }
      throw e;
    }
  }

  long netns() {
    return netns;
  }

  SocketBook book() {
    return book;
  }

  /**
   * Reads all tables.
   *
   * <p>The kernel walks its table in steps, and goes on by counting: a socket that leaves between
   * two steps can hide another one. So when one is missing whose end was not announced, the tables
   * are read again before it is taken for gone.
   */
  void look(Look look, List<Gap> gaps) {
    long started = System.nanoTime();
    int gapsBefore = gaps.size();
    book.begin();
    tables.read(book, look, gaps);
    try {
      destroyed.collect();
    } catch (SourceException e) {
      gaps.add(Gaps.unread("destroyed sockets of namespace " + netns, netns, e));
    }
    if (book.misses(destroyed::hasAnnounced)) {
      tables.readServed(book, look, gaps);
    }
    book.end();
    destroyed.forgetAnnounced();
    if (gaps.size() == gapsBefore) {
      lookedNanos = started;
    }
  }

  /**
   * When the last look began that saw everything: what is not in the book was opened later.
   *
   * @return {@link Long#MIN_VALUE} when there was none
   */
  long lookedNanos() {
    return lookedNanos;
  }

  /** The addresses now, or as they were last known and a gap. */
  List<LocalAddress> addresses(List<Gap> gaps) {
    try {
      lastAddresses = addresses.addresses();
    } catch (SourceException e) {
      gaps.add(Gaps.unread("addresses of namespace " + netns, netns, e));
    }
    return lastAddresses;
  }

  /** The rights to ask for translations are about to be given up, see {@link TranslationStream}. */
  void confine(Consumer<SocketEvent> sink) throws SourceException {
    translations.confine(sink);
  }

  /** Closes the rest for good. */
  TranslationStream closeAllButTranslations() {
    destroyed.close();
    addresses.close();
    tables.close();
    return translations;
  }

  /** Hands over, at the end of the watch, of what the end may not have been told. */
  void finish(Consumer<SocketEvent> sink) {
    translations.finish(sink);
  }

  /** What else cannot be seen in this namespace. */
  void addGap(List<Gap> gaps) {
    translations.addGap(gaps);
  }

  /** True when something can be subscribed to by now, inside the namespace. */
  boolean wantsVisit() {
    return translations.wantsOpening();
  }

  /** Subscribes to it, called inside the namespace. */
  void visit() {
    translations.openAgain();
  }

  /**
   * Hands over what the kernel told of destroyed sockets and of translations; returns how much
   * there was.
   */
  int drain(Consumer<SocketEvent> sink) throws SourceException {
    return translations.drain(sink) + destroyed.drain(sink);
  }

  /** Hands over the last that there is to be told of a namespace that ended. */
  void end(Consumer<SocketEvent> sink) throws SourceException {
    destroyed.drain(sink);
    translations.end(sink);
  }

  @Override
  public void close() {
    destroyed.close();
    addresses.close();
    tables.close();
    translations.close();
    companion.run();
  }
}
