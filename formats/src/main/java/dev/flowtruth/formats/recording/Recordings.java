package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.HostIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recordings that are read together: files of several hosts, parts of rotated ones, overlapping
 * ones of different providers. Those of one boot of one host are one group.
 */
public final class Recordings {
  /** Host id, or its name where it has none, and boot id. */
  private record Key(String host, String boot) {
    static Key of(HostIdentity host) {
      return new Key(host.id().isEmpty() ? host.name() : host.id(), host.bootId());
    }
  }

  private Recordings() {}

  /**
   * Reads the headers of files and groups them.
   *
   * @param names paths; {@code -} for standard input, once at most
   * @return one group for each boot of each host, the one that began first in front
   * @throws BadRecordingException when one of them is no recording
   * @throws IOException when one cannot be read: one sentence that names it
   */
  public static List<RecordingGroup> open(List<String> names) throws IOException {
    Map<Key, List<RecordingPart>> groups = new LinkedHashMap<>();
    for (String name : names) {
      RecordingPart part = RecordingPart.of(name);
      groups.computeIfAbsent(Key.of(part.header().host()), key -> new ArrayList<>()).add(part);
    }
    return groups.values().stream()
        .map(RecordingGroup::new)
        .sorted(Comparator.comparingLong(RecordingGroup::beganNanos))
        .toList();
  }
}
