package dev.flowtruth.cli.history;

import dev.flowtruth.core.label.Coverage;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.formats.recording.RecordingGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What recordings know of one boot of one host.
 *
 * @param history who owned which socket, when
 * @param addresses every address that the host had at some time
 * @param namespaces inode numbers of the network namespaces of which something is told
 */
public record RecordedHost(
    OwnershipHistory history, List<LocalAddress> addresses, Set<Long> namespaces) {
  public RecordedHost {
    addresses = List.copyOf(addresses);
    namespaces = Set.copyOf(namespaces);
  }

  /** Reads all files of the group into the history. */
  static RecordedHost read(RecordingGroup group, OwnershipHistory history, SocketListener alsoTold)
      throws IOException {
    Beginning beginning = new Beginning(group.beganNanos());
    List<LocalAddress> addresses = new ArrayList<>();
    NamespacesTold namespaces = new NamespacesTold();
    group.readTo(
        event -> {
          history.onEvent(event);
          beginning.onEvent(event);
          namespaces.onEvent(event);
          alsoTold.onEvent(event);
          if (event instanceof SocketEvent.AddressChanged changed && changed.present()) {
            addresses.add(changed.address());
          }
        });
    history.setCoverage(coverage(group, beginning.nanos()));
    return new RecordedHost(history, addresses, namespaces.all());
  }

  /** The recording begins with its first look: before it, nothing was watched. */
  private static Coverage coverage(RecordingGroup group, long firstLook) {
    Coverage whole = group.coverage();
    return new Coverage(
        Math.max(whole.beganNanos(), firstLook),
        whole.endedNanos(),
        whole.periodNanos(),
        whole.missesNoSocket());
  }

  /** When the first look was complete: its sockets are those of which no beginning is known. */
  private static final class Beginning implements SocketListener {
    private long nanos;
    private boolean known;

    Beginning(long headerNanos) {
      nanos = headerNanos;
    }

    long nanos() {
      return nanos;
    }

    @Override
    public void onEvent(SocketEvent event) {
      if (!known && event instanceof SocketEvent.Opened opened) {
        known = true;
        if (opened.time().after() == Long.MIN_VALUE) {
          nanos = Math.max(nanos, opened.time().at());
        }
      }
    }
  }
}
