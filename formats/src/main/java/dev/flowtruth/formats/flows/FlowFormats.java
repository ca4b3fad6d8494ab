package dev.flowtruth.formats.flows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The formats that are at hand. Immutable; broken ones are reported and do not harm the others. */
public final class FlowFormats {
  /** A file that has less of what a format needs is not taken for one of it. */
  private static final double LEAST_LIKENESS = 0.5;

  private final Map<String, FlowFormat> byId;
  private final List<String> refusals;

  private FlowFormats(Map<String, FlowFormat> byId, List<String> refusals) {
    this.byId = byId;
    this.refusals = List.copyOf(refusals);
  }

  /** Those that this module's class loader reaches. */
  public static FlowFormats load() {
    return load(FlowFormats.class.getClassLoader());
  }

  /** Those that the class loader reaches, its parents' included. */
  public static FlowFormats load(ClassLoader loader) {
    Map<String, FlowFormat> byId = new TreeMap<>();
    List<String> refusals = new ArrayList<>();
    var services = ServiceLoader.load(FlowFormat.class, loader).stream().iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          return new FlowFormats(byId, refusals);
        }
        add(services.next().get(), byId, refusals);
      } catch (ServiceConfigurationError e) {
        refusals.add("a flow format could not be loaded: " + e.getMessage());
      }
    }
  }

  private static void add(FlowFormat format, Map<String, FlowFormat> byId, List<String> refusals) {
    FlowFormat first = byId.putIfAbsent(format.id(), format);
    if (first != null && first.getClass() != format.getClass()) {
      refusals.add(
          format.getClass().getName()
              + " has the id '"
              + format.id()
              + "', which "
              + first.getClass().getName()
              + " has already");
    }
  }

  /** By id. */
  public List<FlowFormat> all() {
    return List.copyOf(byId.values());
  }

  /** A sentence for each that was found and is not used. */
  public List<String> refusals() {
    return refusals;
  }

  /**
   * The format of a file.
   *
   * @param options name the format, or its columns; else it is found out
   * @throws IllegalArgumentException when nobody has the id; the message lists the known ones
   * @throws BadFlowFileException when the file looks like none
   */
  FlowFormat choose(FileHead head, LabelOptions options) throws BadFlowFileException {
    HeadCheck.requireText(head);
    if (!options.facts().columns().isEmpty()) {
      return byId(ColumnsFormat.ID);
    }
    return options.format() == null ? mostAlike(head) : byId(options.format());
  }

  /**
   * The format with this id.
   *
   * @throws IllegalArgumentException when nobody has it; the message lists the known ones
   */
  public FlowFormat byId(String id) {
    FlowFormat format = byId.get(id);
    if (format == null) {
      throw new IllegalArgumentException("no flow format '" + id + "'; known: " + known());
    }
    return format;
  }

  private FlowFormat mostAlike(FileHead head) throws BadFlowFileException {
    return byId.values().stream()
        .filter(format -> format.likeness(head) >= LEAST_LIKENESS)
        .max(Comparator.comparingDouble(format -> format.likeness(head)))
        .orElseThrow(() -> unlike(head));
  }

  private BadFlowFileException unlike(FileHead head) {
    byte[] line = head.firstLine().getBytes(StandardCharsets.UTF_8);
    String begin = Printable.of(line, 0, line.length, 60);
    return new BadFlowFileException(
        head.file(),
        1,
        null,
        "not a flow file of a known format; expected a header of "
            + known()
            + ", found '"
            + begin
            + "'");
  }

  private String known() {
    return String.join(", ", byId.keySet());
  }
}
