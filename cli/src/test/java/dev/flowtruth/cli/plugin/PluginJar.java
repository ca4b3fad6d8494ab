package dev.flowtruth.cli.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar as somebody who adds a provider would ship it. */
public final class PluginJar {
  private static final List<String> CLASSES =
      List.of("FixedProvider", "FixedProvider$Source", "FixedSockets");

  private PluginJar() {}

  /** Writes the jar of {@link FixedProvider} into the folder and returns the folder. */
  public static Path in(Path folder) throws IOException {
    return with(folder, FixedProvider.class.getName());
  }

  /** The same jar with another line in its list of providers. */
  public static Path with(Path folder, String service) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("plugin.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("META-INF/services/dev.flowtruth.core.spi.SocketProvider"));
      jar.write(service.getBytes(StandardCharsets.UTF_8));
      for (String name : CLASSES) {
        jar.putNextEntry(new JarEntry("dev/flowtruth/cli/plugin/" + name + ".class"));
        jar.write(bytes(name));
      }
    }
    return folder;
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = PluginJar.class.getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }
}
