package dev.flowtruth.cli.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote beside the classes. */
public final class VersionProvider implements IVersionProvider {
  /** {@code 0.1.0}, as in recordings and {@code --version}. */
  public static String version() {
    try (InputStream in =
        VersionProvider.class.getResourceAsStream("/dev/flowtruth/cli/version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "flowtruth " + version(), "Java ${java.version} on ${os.name} ${os.version}"
    };
  }
}
