package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.platform.linux.calls.NamespaceVisit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The views of all namespaces that can be entered. A namespace is closed as soon as no process
 * lives in it and no file is bound to it, since a view would keep it alive. Not thread-safe.
 */
final class Namespaces implements AutoCloseable {
  static final long SCAN_NANOS = 250_000_000;

  private final long own;
  private final NamespaceFinder finder;
  private final NamespaceView.Shared shared;
  private final Map<Long, NamespaceView> views = new LinkedHashMap<>();
  private final Map<Long, Gap> refused = new HashMap<>();
  private final List<SocketEvent> lastWords = new ArrayList<>();
  private long scannedNanos;

  /** Begins with our own namespace, which is never closed; the others are found by scans. */
  Namespaces(long own, NamespaceFinder finder, NamespaceView.Shared shared) throws SourceException {
    this.own = own;
    this.finder = finder;
    this.shared = shared;
    views.put(own, NamespaceView.open(own, shared));
    scannedNanos = System.nanoTime() - SCAN_NANOS;
  }

  Collection<NamespaceView> views() {
    return views.values();
  }

  /** One for each namespace that is there and could not be entered. */
  Collection<Gap> gaps() {
    return refused.values();
  }

  /** What else cannot be seen in those that were. */
  void addGaps(List<Gap> gaps) {
    views.values().forEach(view -> view.addGap(gaps));
  }

  /** Hands over, at the end of the watch, of what the end may not have been told. */
  void finish(Consumer<SocketEvent> sink) {
    views.values().forEach(view -> view.finish(sink));
  }

  /**
   * Looks for namespaces that came or went, unless it was done just now.
   *
   * @param complete ask every process, and try refused namespaces again
   */
  void refresh(boolean complete) throws SourceException {
    long now = System.nanoTime();
    if (!complete && now - scannedNanos < SCAN_NANOS) {
      return;
    }
    scannedNanos = now;
    Map<Long, String> found = finder.scan(complete);
    closeAllBut(found.keySet());
    refused.keySet().retainAll(complete ? List.of() : found.keySet());
    found.forEach(this::enter);
    for (NamespaceView view : views.values()) {
      if (view.wantsVisit()) {
        visit(view, found.get(view.netns()));
      }
    }
  }

  /** Our own namespace is where we are; who went away since the scan is closed by the next one. */
  private void visit(NamespaceView view, @Nullable String path) throws SourceException {
    if (view.netns() == own) {
      view.visit();
    } else if (path != null && Files.exists(Path.of(path))) {
      NamespaceVisit.to(
          path,
          view.netns(),
          () -> {
            view.visit();
            return view;
          });
    }
  }

  private void closeAllBut(Collection<Long> alive) throws SourceException {
    Iterator<NamespaceView> each = views.values().iterator();
    while (each.hasNext()) {
      NamespaceView view = each.next();
      if (view.netns() != own && !alive.contains(view.netns())) {
        each.remove();
        try (view) {
          view.end(lastWords::add);
        }
      }
    }
  }

  private void enter(long netns, String path) {
    if (views.containsKey(netns) || refused.containsKey(netns)) {
      return;
    }
    try {
      views.put(netns, NamespaceVisit.to(path, netns, () -> NamespaceView.open(netns, shared)));
    } catch (SourceException e) {
      if (Files.exists(Path.of(path))) {
        refused.put(netns, Gaps.closed(netns, e));
      } else {
        // Its process ended since the scan. The next look scans again: others may live there.
        scannedNanos -= SCAN_NANOS;
      }
    }
  }

  /**
   * Closes all but our own, because the rights to enter others are about to be given up.
   *
   * @param keeper takes over what goes on to tell of a namespace's translations, and a path into it
   * @return a path into each that was closed, by inode number
   */
  Map<Long, String> leaveOthers(Consumer<SocketEvent> sink, Keeper keeper) throws SourceException {
    Map<Long, String> found = new HashMap<>(finder.scan(true));
    found.remove(own);
    Iterator<NamespaceView> each = views.values().iterator();
    while (each.hasNext()) {
      NamespaceView view = each.next();
      view.confine(sink);
      if (view.netns() != own) {
        each.remove();
        keeper.keep(view.netns(), view.closeAllButTranslations(), found.get(view.netns()));
      }
    }
    refused.clear();
    return found;
  }

  long own() {
    return own;
  }

  /** Who takes over streams of translations. */
  interface Keeper {
    void keep(long netns, TranslationStream stream, @Nullable String path);
  }

  /** Hands over the events of all namespaces; returns how many datagrams they came in. */
  int drain(Consumer<SocketEvent> sink) throws SourceException {
    int count = lastWords.size();
    lastWords.forEach(sink);
    lastWords.clear();
    for (NamespaceView view : views.values()) {
      count += view.drain(sink);
    }
    return count;
  }

  @Override
  public void close() {
    views.values().forEach(NamespaceView::close);
    views.clear();
  }
}
