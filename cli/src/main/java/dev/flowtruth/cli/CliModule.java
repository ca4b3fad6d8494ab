package dev.flowtruth.cli;

import com.google.inject.AbstractModule;
import dev.flowtruth.cli.console.Console;

/** The wiring: one console; everything else is found by its constructor. */
final class CliModule extends AbstractModule {
  private final Console console;

  CliModule(Console console) {
    this.console = console;
  }

  @Override
  protected void configure() {
    bind(Console.class).toInstance(console);
  }
}
