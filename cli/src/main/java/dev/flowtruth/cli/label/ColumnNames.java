package dev.flowtruth.cli.label;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.formats.flows.FlowField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of {@code --columns}. */
final class ColumnNames {
  private static final Map<String, FlowField> FIELDS = new LinkedHashMap<>();

  private static final int NEEDED = 6;

  static {
    FIELDS.put("src_ip", FlowField.SOURCE_ADDRESS);
    FIELDS.put("src_port", FlowField.SOURCE_PORT);
    FIELDS.put("dst_ip", FlowField.DESTINATION_ADDRESS);
    FIELDS.put("dst_port", FlowField.DESTINATION_PORT);
    FIELDS.put("protocol", FlowField.PROTOCOL);
    FIELDS.put("start", FlowField.FIRST);
    FIELDS.put("end", FlowField.LAST);
    FIELDS.put("duration", FlowField.DURATION);
    FIELDS.put("bytes", FlowField.BYTES);
    FIELDS.put("icmp_type", FlowField.ICMP_TYPE);
    FIELDS.put("icmp_code", FlowField.ICMP_CODE);
  }

  private ColumnNames() {}

  /** The names of each field; empty when nothing was given. */
  static Map<FlowField, List<String>> parse(@Nullable String text) {
    Map<FlowField, List<String>> names = new EnumMap<>(FlowField.class);
    if (text == null) {
      return names;
    }
    for (String word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      FlowField field = equals < 0 ? null : FIELDS.get(word.substring(0, equals).strip());
      if (field == null || equals == word.length() - 1) {
        throw Failure.input(
            "--columns: '"
                + word
                + "' is no FIELD=NAME; fields: "
                + String.join(", ", FIELDS.keySet()));
      }
      names.put(field, List.of(word.substring(equals + 1).split("\\|", -1)));
    }
    requireAll(names);
    return names;
  }

  private static void requireAll(Map<FlowField, List<String>> names) {
    List<String> missing = new ArrayList<>(FIELDS.keySet()).subList(0, NEEDED);
    missing = missing.stream().filter(field -> !names.containsKey(FIELDS.get(field))).toList();
    if (!missing.isEmpty()) {
      throw Failure.input("--columns: needs a name for " + String.join(", ", missing));
    }
  }
}
