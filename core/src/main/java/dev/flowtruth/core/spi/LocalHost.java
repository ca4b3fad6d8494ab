package dev.flowtruth.core.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The machine that this JVM runs on. */
record LocalHost(Os os, boolean isAssumed) implements Host {
  @Override
  public String kernelRelease() {
    return System.getProperty("os.version", "");
  }

  @Override
  public String architecture() {
    return System.getProperty("os.arch", "");
  }

  @Override
  public Optional<String> read(String path) {
    try {
      return Optional.of(new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
