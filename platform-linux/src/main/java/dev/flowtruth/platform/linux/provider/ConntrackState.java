package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.KernelText;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel tells of one namespace's connection tracking in small files, which everybody may
 * read. Not thread-safe.
 */
final class ConntrackState implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");
  private static final Path SETTINGS = Path.of("/proc/sys/net/netfilter/nf_conntrack_max");
  private static final Path MODULE = Path.of("/sys/module/nf_conntrack");
  private static final Path BALANCER = Path.of("/proc/net/ip_vs");
  private static final String ENTRIES = "sys/net/netfilter/nf_conntrack_count";
  private static final String EVENTS = "sys/net/netfilter/nf_conntrack_events";
  private static final String FORWARDING = "sys/net/ipv4/ip_forward";
  private static final String FORWARDING_6 = "sys/net/ipv6/conf/all/forwarding";
  private static final int UNKNOWN = -1;

  private final @Nullable KernelText entries;
  private final @Nullable KernelText events;
  private final @Nullable KernelText forwarding;
  private final @Nullable KernelText forwarding6;

  /**
   * Opens the files of the calling thread's namespace in a tree of the form of {@code /proc}; those
   * that are not there tell nothing.
   */
  ConntrackState(Path root) {
    entries = open(root, ENTRIES);
    events = open(root, EVENTS);
    forwarding = open(root, FORWARDING);
    forwarding6 = open(root, FORWARDING_6);
  }

  /** Likewise, in {@code /proc}. */
  static ConntrackState here() {
    return new ConntrackState(PROC);
  }

  /** True when the kernel can track connections at all; a module may be loaded later. */
  static boolean isPossible() {
    return Files.exists(SETTINGS) || Files.exists(MODULE);
  }

  /** True when connections are balanced by IPVS, which sets no bit in what it translates. */
  static boolean hasBalancer() {
    return Files.exists(BALANCER);
  }

  /** True when no connection of this namespace is tracked now. */
  boolean isEmpty() {
    return number(entries) == 0;
  }

  /** False when the administrator has turned the kernel's events off. */
  boolean tellsEvents() {
    return number(events) != 0;
  }

  /** True when connections are tracked and packets forwarded: most likely some are translated. */
  boolean mayTranslate() {
    return number(entries) > 0 && (number(forwarding) > 0 || number(forwarding6) > 0);
  }

  private static @Nullable KernelText open(Path root, String path) {
    try {
      return KernelText.openNumber(root.resolve(path).toString());
    } catch (CallException e) {
      return null;
    }
  }

  private static int number(@Nullable KernelText file) {
    if (file == null) {
      return UNKNOWN;
    }
    try {
      ByteBuffer text = file.read();
      int value = 0;
      for (int i = 0; i < text.limit() && Character.isDigit(text.get(i)); i++) {
        value = 10 * value + text.get(i) - '0';
      }
      return text.limit() == 0 ? UNKNOWN : value;
    } catch (CallException e) {
      return UNKNOWN;
    }
  }

  @Override
  public void close() {
    close(entries);
    close(events);
    close(forwarding);
    close(forwarding6);
  }

  private static void close(@Nullable KernelText file) {
    if (file != null) {
      file.close();
    }
  }
}
