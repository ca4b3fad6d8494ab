package dev.flowtruth.cli.options;

import dev.flowtruth.core.spi.Os;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code linux}, {@code windows}, {@code macos}. */
final class OsConverter implements ITypeConverter<Os> {
  private static final List<String> NAMES = List.of("linux", "windows", "macos");

  /** For completion. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  @Override
  public Os convert(String value) {
    String name = value.toLowerCase(Locale.ROOT);
    if (!NAMES.contains(name)) {
      throw new TypeConversionException("'" + value + "' is none of " + String.join(", ", NAMES));
    }
    return Os.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
