package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.ProcessRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of our cells, before a file format quotes or escapes it. */
public final class CellText {
  private CellText() {}

  /** RFC 3339 in UTC with 0, 3, 6 or 9 digits behind the point; null when unknown. */
  public static @Nullable String time(long nanos) {
    return nanos == ProcessRef.UNKNOWN ? null : Instant.EPOCH.plusNanos(nanos).toString();
  }

  static @Nullable String netns(long inode) {
    return inode == 0 ? null : Long.toString(inode);
  }

  /** Everyone in the label as {@code pid:name:role}, unless the one owner says it all. */
  public static @Nullable String owners(Label label) {
    List<LabelledOwner> owners = label.owners();
    if (owners.isEmpty() || owners.size() == 1 && label.isLabelled()) {
      return null;
    }
    return owners.stream().map(CellText::owner).collect(Collectors.joining(";"));
  }

  private static String owner(LabelledOwner owner) {
    ProcessRef process = owner.process();
    return process.pid() + ":" + encoded(process.name()) + ":" + owner.role().label();
  }

  /** The processes above it as {@code pid:name}, nearest first, joined by {@code ;}. */
  static @Nullable String parents(ProcessRef process) {
    return process.parents().isEmpty()
        ? null
        : process.parents().stream()
            .map(parent -> parent.pid() + ":" + encoded(parent.name()))
            .collect(Collectors.joining(";"));
  }

  /** The arguments with a blank between them. */
  static @Nullable String commandLine(ProcessRef process) {
    List<String> arguments = process.commandLine();
    return arguments == null ? null : String.join(" ", arguments);
  }

  /** Percent-encodes what separates names, and control characters. */
  public static String encoded(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints().forEach(letter -> appendEncoded(letter, out));
    return out.toString();
  }

  private static void appendEncoded(int letter, StringBuilder out) {
    if (letter != '%' && letter != ':' && letter != ';' && !Character.isISOControl(letter)) {
      out.appendCodePoint(letter);
      return;
    }
    for (byte value : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
      out.append(String.format("%%%02X", value));
    }
  }
}
