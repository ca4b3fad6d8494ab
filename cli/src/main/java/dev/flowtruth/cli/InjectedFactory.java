package dev.flowtruth.cli;

import com.google.inject.Injector;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Lets Guice make this command's own classes and picocli the rest (collections, its own help). */
record InjectedFactory(Injector injector) implements IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    boolean ours = type.getName().startsWith("dev.flowtruth.cli.");
    return ours ? injector.getInstance(type) : CommandLine.defaultFactory().create(type);
  }
}
