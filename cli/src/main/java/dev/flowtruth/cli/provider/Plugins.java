package dev.flowtruth.cli.provider;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.options.GlobalOptions;
import dev.flowtruth.core.spi.Providers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jars of {@code --plugins DIR}, in a class loader of their own that lives as long as we do.
 */
@Singleton
public final class Plugins {
  private final GlobalOptions options;
  private @Nullable ClassLoader loader;

  @Inject
  Plugins(GlobalOptions options) {
    this.options = options;
  }

  /** Reaches what is built in, and the plug-ins where there are any. */
  public synchronized ClassLoader loader() {
    if (loader == null) {
      ClassLoader ours = Providers.class.getClassLoader();
      loader = options.plugins().map(folder -> load(folder, ours)).orElse(ours);
    }
    return loader;
  }

  private static ClassLoader load(Path folder, ClassLoader parent) {
    if (!Files.isDirectory(folder)) {
      throw Failure.input("--plugins: " + folder + " is not a directory");
    }
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : files) {
        jars.add(url(jar));
      }
    } catch (IOException e) {
      throw Failure.input("--plugins: " + folder + " can't be read: " + e.getMessage());
    }
    return new URLClassLoader("plugins", jars.toArray(URL[]::new), parent);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
