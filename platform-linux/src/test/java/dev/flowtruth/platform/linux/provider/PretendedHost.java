package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Host;
import dev.flowtruth.core.spi.Os;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** This machine without some of its files, or with other environment variables. */
record PretendedHost(Host real, Predicate<String> isHidden, Map<String, String> variables)
    implements Host {
  static Host without(Predicate<String> hidden) {
    return new PretendedHost(Host.local(), hidden, Map.of());
  }

  static Host with(String variable, String value) {
    return new PretendedHost(Host.local(), path -> false, Map.of(variable, value));
  }

  @Override
  public Os os() {
    return real.os();
  }

  @Override
  public boolean isAssumed() {
    return real.isAssumed();
  }

  @Override
  public String kernelRelease() {
    return real.kernelRelease();
  }

  @Override
  public String architecture() {
    return real.architecture();
  }

  @Override
  public Optional<String> read(String path) {
    return isHidden.test(path) ? Optional.empty() : real.read(path);
  }

  @Override
  public boolean exists(String path) {
    return !isHidden.test(path) && real.exists(path);
  }

  @Override
  public Optional<String> environment(String name) {
    String pretended = variables.get(name);
    return pretended == null ? real.environment(name) : Optional.of(pretended);
  }
}
