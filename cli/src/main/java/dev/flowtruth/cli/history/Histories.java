package dev.flowtruth.cli.history;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.sockets.Times;
import dev.flowtruth.cli.watch.Audits;
import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.formats.recording.RecordingGroup;
import dev.flowtruth.formats.recording.Recordings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads recordings into histories: one for each boot of each host. */
public final class Histories {
  private final Console console;
  private final Audits audits = new Audits();

  @Inject
  Histories(Console console) {
    this.console = console;
  }

  /**
   * Reads files together.
   *
   * @param names paths, {@code -} for stdin
   * @param host name or id of the host of interest, null for all
   */
  public List<RecordedHost> read(List<String> names, @Nullable String host) throws IOException {
    return read(names, host, OwnershipHistory::new);
  }

  /** Reads the files of all hosts together, with all that was recorded of each socket. */
  public List<RecordedHost> readKeepingSockets(List<String> names) throws IOException {
    return read(names, null, OwnershipHistory::keepingSockets);
  }

  private List<RecordedHost> read(
      List<String> names, @Nullable String host, Function<HostIdentity, OwnershipHistory> empty)
      throws IOException {
    List<RecordingGroup> groups = Recordings.open(names);
    List<RecordedHost> hosts = new ArrayList<>();
    for (RecordingGroup group : groups) {
      if (host == null || isNamed(group.host(), host)) {
        hosts.add(RecordedHost.read(group, empty.apply(group.host()), audits));
        sayWhatIsTorn(group);
      }
    }
    if (hosts.isEmpty()) {
      throw Failure.input("--host: no recording of '" + host + "'; there are: " + known(groups));
    }
    return hosts;
  }

  /** What the recordings say of their own completeness. */
  public List<String> audits() {
    return audits.sentences();
  }

  private void sayWhatIsTorn(RecordingGroup group) {
    group
        .summaries()
        .forEach(
            (file, summary) -> {
              if (summary.footer().isEmpty()) {
                console.note(
                    file
                        + " was not ended in order; it says what happened up to "
                        + Times.instant(summary.lastNanos()));
              }
            });
  }

  private static boolean isNamed(HostIdentity host, String wanted) {
    return host.name().equals(wanted) || host.id().equals(wanted);
  }

  private static String known(List<RecordingGroup> groups) {
    return groups.stream()
        .map(group -> group.host().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
