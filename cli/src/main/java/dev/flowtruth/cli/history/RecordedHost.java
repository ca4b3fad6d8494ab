package dev.flowtruth.cli.history;

import dev.flowtruth.core.label.Coverage;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.model.LocalAddress;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.formats.recording.RecordingGroup;
import dev.flowtruth.formats.recording.RecordingHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What recordings know of one boot of one host.
 *
 * @param history who owned which socket, when
 * @param addresses every address that the host had at some time
 */
public record RecordedHost(OwnershipHistory history, List<LocalAddress> addresses) {
  public RecordedHost {
    addresses = List.copyOf(addresses);
  }

  /** Reads all files of the group. */
  static RecordedHost read(RecordingGroup group, SocketListener alsoTold) throws IOException {
    OwnershipHistory history = new OwnershipHistory(group.host());
    Beginning beginning = new Beginning(group.beganNanos());
    List<LocalAddress> addresses = new ArrayList<>();
    group.readTo(
        event -> {
          history.onEvent(event);
          beginning.onEvent(event);
          alsoTold.onEvent(event);
          if (event instanceof SocketEvent.AddressChanged changed && changed.present()) {
            addresses.add(changed.address());
          }
        });
    history.setCoverage(coverage(group, beginning.nanos()));
    return new RecordedHost(history, addresses);
  }

  private static Coverage coverage(RecordingGroup group, long began) {
    List<RecordingHeader> headers = group.headers();
    long period = 0;
    for (RecordingHeader header : headers) {
      Long own = header.periodNanos();
      period = Math.max(period, own == null ? 0 : own);
    }
    boolean missesNone = headers.stream().allMatch(RecordedHost::missesNoSocket);
    return new Coverage(began, group.reachedNanos(), period, missesNone);
  }

  /** A recording that does not say what its source sees is taken to be a perfect one. */
  private static boolean missesNoSocket(RecordingHeader header) {
    return header.capabilities().isEmpty()
        || header.capabilities().contains(Capability.EVENTS.label())
        || header.capabilities().contains(Capability.DESTROY_EVENTS.label());
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
