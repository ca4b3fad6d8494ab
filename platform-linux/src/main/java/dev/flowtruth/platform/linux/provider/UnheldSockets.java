package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Missing;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.ebpf.LedgerSocket;
import dev.flowtruth.platform.linux.ebpf.SocketLedger;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What no descriptor leads to, from the kernel's own tables of each namespace: the kernel's
 * sockets, connections that nobody accepted yet, remains. And the addresses of the host. Not
 * thread-safe.
 */
final class UnheldSockets implements AutoCloseable {
  private static final Pattern PID = Pattern.compile("/proc/(\\d+)/.*");

  private final Namespaces namespaces;
  private final LedgerOwners owners;
  private final OwnershipRule rule;
  private final SocketLedger ledger;
  private final ProcessReader processes;
  private final OutsideAddresses outside;
  private final OutsideTranslations outsideTranslations;
  private final Set<Long> there = new HashSet<>();
  private List<OpenSocket> sockets = List.of();
  private List<OpenSocket> living = List.of();
  private boolean isFirst = true;
  private boolean isConfined;

  UnheldSockets(
      Namespaces namespaces,
      LedgerOwners owners,
      OwnershipRule rule,
      SocketLedger ledger,
      ProcessReader processes,
      Host host) {
    this.processes = processes;
    outside = new OutsideAddresses(host, processes);
    outsideTranslations = new OutsideTranslations(processes::isAlive);
    this.namespaces = namespaces;
    this.owners = owners;
    this.rule = rule;
    this.ledger = ledger;
  }

  /** As the last look found them; the same list until the next one. */
  List<OpenSocket> sockets(Look look) {
    return look == Look.FULL ? sockets : living;
  }

  Collection<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>(namespaces.gaps());
    namespaces.addGaps(gaps);
    outsideTranslations.addGaps(gaps);
    return gaps;
  }

  /** Reads the tables, and strikes sockets from the ledger that are in none. */
  void look(Look look, List<Gap> gaps) {
    int before = gaps.size();
    there.clear();
    List<OpenSocket> found = new ArrayList<>();
    namespaces.views().forEach(view -> view.look(look, gaps));
    owners.pass(namespaces.views().stream().map(NamespaceView::book).toList(), look);
    for (NamespaceView view : namespaces.views()) {
      view.book().join(rule);
      view.book().forEach(socket -> take(socket, found));
    }
    sockets = List.copyOf(found);
    ledger.setUnheld(sockets);
    living = found.stream().filter(socket -> !isRemains(socket)).toList();
    isFirst = false;
    if (gaps.size() == before) {
      strikeMissing();
    }
  }

  private void take(OpenSocket socket, List<OpenSocket> found) {
    there.add(socket.cookie());
    boolean isKnown =
        socket.cookie() == 0
            ? socket.ownership().isKnown()
            : ledger.find(socket.cookie()) != null || socket.ownership().isKnown();
    if (!isKnown && (isFirst || !isOrphan(socket))) {
      found.add(socket);
    }
  }

  private static boolean isRemains(OpenSocket socket) {
    return socket.state() == SocketState.TIME_WAIT
        || socket.ownership().absence() == Reason.TIME_WAIT;
  }

  /** Its end was told when its process closed it; what goes on is the kernel's business. */
  private static boolean isOrphan(OpenSocket socket) {
    return switch (socket.state()) {
      case FIN_WAIT1, FIN_WAIT2, CLOSING, LAST_ACK -> true;
      default -> false;
    };
  }

  /** A socket that no iteration found lately and that is in no table ended without a word. */
  private void strikeMissing() {
    List<LedgerSocket> missing = new ArrayList<>();
    ledger.forEach(
        socket -> {
          if (isInTables(socket.socket())
              && ledger.isUnheld(socket)
              && !there.contains(socket.socket().cookie())) {
            missing.add(socket);
          }
        });
    missing.forEach(ledger::remove);
  }

  private static boolean isInTables(OpenSocket socket) {
    boolean isBound = socket.local().port() != 0 && socket.state() != SocketState.CLOSE;
    return isBound
        && (socket.protocol().equals(Protocol.TCP) || socket.protocol().equals(Protocol.UDP));
  }

  /** Why owners may be withheld, beyond the lack of rights. */
  List<Missing> withheld() {
    return owners.withheld();
  }

  /** Looks for namespaces that came or went. */
  void refreshNamespaces(boolean complete) throws SourceException {
    if (!isConfined) {
      namespaces.refresh(complete);
    }
  }

  /** From now on, other namespaces may not be entered: their addresses are read from outside. */
  void confine(Consumer<SocketEvent> sink) throws SourceException {
    isConfined = true;
    namespaces.leaveOthers(sink, this::keep).forEach(this::learn);
  }

  private void keep(long netns, TranslationStream stream, @Nullable String path) {
    boolean isBound = path != null && !PID.matcher(path).matches();
    outsideTranslations.keep(netns, stream, isBound ? Path.of(path) : null);
  }

  /** Hands over, at the end of the watch, of what the end may not have been told. */
  void finish(Consumer<SocketEvent> sink) {
    namespaces.finish(sink);
    outsideTranslations.finish(sink);
  }

  private void learn(long netns, String path) {
    Matcher pid = PID.matcher(path);
    if (pid.matches()) {
      processes
          .identify(Long.parseLong(pid.group(1)))
          .ifPresent(process -> learnOutside(netns, process));
    }
  }

  private void learnOutside(long netns, ProcessId process) {
    outside.learn(netns, process);
    outsideTranslations.learn(netns, process);
  }

  /** A process that used a socket there lives in that namespace, as a rule. */
  void learn(long netns, ProcessId process) {
    if (isConfined && netns != namespaces.own()) {
      learnOutside(netns, process);
    }
  }

  /** Hands over what happened in the namespaces besides sockets. */
  void drain(Consumer<SocketEvent> sink) throws SourceException {
    namespaces.drain(sink);
    outsideTranslations.drain(sink);
  }

  List<LocalAddress> addresses(List<Gap> gaps) {
    List<LocalAddress> addresses = new ArrayList<>();
    namespaces.views().forEach(view -> addresses.addAll(view.addresses(gaps)));
    addresses.addAll(outside.addresses(gaps));
    return addresses;
  }

  @Override
  public void close() {
    namespaces.close();
    outsideTranslations.close();
    owners.close();
  }
}
