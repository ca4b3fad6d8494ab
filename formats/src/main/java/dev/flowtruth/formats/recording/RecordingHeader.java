package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Capability;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says of itself in its first line.
 *
 * @param version of the program that wrote it
 * @param host where it was made
 * @param provider id of the provider
 * @param capabilities labels of what the provider saw; words of newer versions are kept
 * @param periodNanos pause between two polls, null for a source of events
 * @param atNanos wall-clock ns since the epoch at which it begins
 * @param part number of this part of a rotated recording from 1, 0 when it is not rotated
 */
public record RecordingHeader(
    String version,
    HostIdentity host,
    String provider,
    Set<String> capabilities,
    @Nullable Long periodNanos,
    long atNanos,
    int part) {
  /** The schema that is written, and the newest that is read. */
  public static final String SCHEMA = "flowtruth/1";

  static final int MAJOR = 1;

  public RecordingHeader {
    capabilities = Set.copyOf(capabilities);
  }

  /** A header for {@link RecordingWriter}, which fills in time and part. */
  public static RecordingHeader of(
      String version,
      HostIdentity host,
      String provider,
      Set<Capability> capabilities,
      @Nullable Long periodNanos) {
    Set<String> labels =
        capabilities.stream().map(Capability::label).collect(Collectors.toUnmodifiableSet());
    return new RecordingHeader(version, host, provider, labels, periodNanos, 0, 0);
  }

  /** True when the provider saw this. */
  public boolean sees(Capability capability) {
    return capabilities.contains(capability.label());
  }

  RecordingHeader at(long wallNanos, int newPart) {
    return new RecordingHeader(
        version, host, provider, capabilities, periodNanos, wallNanos, newPart);
  }

  /** The capabilities in alphabetical order, so that equal headers are equal bytes. */
  Set<String> sortedCapabilities() {
    return new TreeSet<>(capabilities);
  }
}
