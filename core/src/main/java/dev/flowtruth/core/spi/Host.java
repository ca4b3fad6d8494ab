package dev.flowtruth.core.spi;

import java.util.Optional;

/**
 * What a provider asks of the machine before it opens anything, so that {@link
 * SocketProvider#support} can be checked away from its OS.
 */
public interface Host {
  /** The OS, or the one that {@code --assume-os} names. */
  Os os();

  /** True when {@link #os()} was assumed and not found. */
  boolean isAssumed();

  /** The kernel's release, empty when unknown. */
  String kernelRelease();

  /** The JVM's name of the processor architecture ({@code amd64}, {@code aarch64}). */
  String architecture();

  /** A small text file in full; empty when it is not there or may not be read. */
  Optional<String> read(String path);

  boolean exists(String path);

  Optional<String> environment(String name);

  /** The machine that this JVM runs on. */
  static Host local() {
    return new LocalHost(Os.ofName(System.getProperty("os.name", "")), false);
  }

  /** This machine, asked as if it ran that OS; when it does, nothing is assumed. */
  static Host assuming(Os os) {
    return new LocalHost(os, os != local().os());
  }
}
