package dev.flowtruth.formats.recording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of lines that a recording of schema 1 has; docs/recording.md shows one of each. */
enum LineType {
  HEADER,
  CLOCK,
  ADDRESS,
  PROCESS,
  OPEN,
  ENDPOINT,
  OWNER,
  DISOWNED,
  CLOSE,
  NAT,
  GAP,
  LOSS,
  AUDIT,
  FOOTER;

  private static final Map<String, LineType> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(LineType::label, Function.identity()));

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  /** The type behind a label, null for one that this version does not know. */
  static @Nullable LineType ofLabel(String label) {
    return BY_LABEL.get(label);
  }
}
