package dev.flowtruth.cli.options;

import dev.flowtruth.cli.console.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network namespace by its inode number, by a path ({@code /proc/42/ns/net}), by the name that
 * {@code ip netns} gave it, or {@code any} (0).
 */
public final class Namespaces implements ITypeConverter<Long> {
  private static final List<String> NAMED = List.of("/run/netns", "/var/run/netns");

  @Override
  public Long convert(String value) {
    if (value.equals("any")) {
      return 0L;
    }
    if (value.matches("\\d{1,18}")) {
      return Long.parseLong(value);
    }
    return value.indexOf('/') >= 0 ? inode(Path.of(value), value) : inode(named(value), value);
  }

  /** The one that this process is in; 0 where the OS has none. */
  public static long own() {
    try {
      return (Long) Files.getAttribute(Path.of("/proc/self/ns/net"), "unix:ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static Path named(String name) {
    return NAMED.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no network namespace '"
                        + name
                        + "' (give inode, path, name or any)"));
  }

  private static Long inode(Path path, String value) {
    try {
      return (Long) Files.getAttribute(path, "unix:ino");
    } catch (FileSystemException e) {
      throw new TypeConversionException(
          "the network namespace '" + value + "' can't be read: " + Failure.reason(e));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      throw new TypeConversionException(
          "the network namespace '" + value + "' can't be read: " + e.getMessage());
    }
  }
}
