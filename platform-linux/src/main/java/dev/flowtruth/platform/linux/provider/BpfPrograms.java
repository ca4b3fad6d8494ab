package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.BpfCounters;
import dev.flowtruth.platform.linux.calls.BpfIterator;
import dev.flowtruth.platform.linux.calls.BpfObject;
import dev.flowtruth.platform.linux.calls.RingBuffer;
import dev.flowtruth.platform.linux.layout.RecordCount;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Our BPF programs in the kernel, attached. A hook that this kernel lacks is left out, and what is
 * not seen without it is not declared. Not thread-safe.
 */
final class BpfPrograms implements AutoCloseable {
  private static final String OBJECT = "/dev/flowtruth/platform/linux/flowtruth.bpf.o";
  private static final String SNAPSHOT = "snapshot";
  private static final String GLANCE = "glance";
  private static final int ITERATOR_BUFFER = 1 << 16;

  private final BpfObject object;
  private final RingBuffer ring;
  private final BpfIterator snapshot;
  private final BpfIterator glance;
  private final BpfCounters counters;
  private final Set<BpfHook> leftOut;

  private BpfPrograms(BpfObject object, int ringSize, Set<BpfHook> leftOut) throws SourceException {
    this.object = object;
    this.leftOut = leftOut;
    snapshot = object.iterator(SNAPSHOT, ITERATOR_BUFFER);
    glance = object.iterator(GLANCE, ITERATOR_BUFFER);
    counters = object.counters("counts", RecordCount.COUNTS);
    ring = object.ring("ring", ringSize);
  }

  /**
   * Loads and attaches them.
   *
   * @param cgroupRoot where the unified hierarchy of control groups is mounted
   * @param ringSize bytes, a power of two
   * @param commandLines tell the arguments of what is executed
   */
  static BpfPrograms start(String cgroupRoot, int ringSize, boolean commandLines)
      throws SourceException {
    Set<BpfHook> unneeded = EnumSet.of(BpfHook.RECEIVING4, BpfHook.RECEIVING6);
    byte[] bytes = bytes();
    BpfObject object = prepare(bytes, ringSize, commandLines, unneeded);
    try {
      object.load();
    } catch (SourceException e) {
      object.close();
      unneeded = BpfHook.unavailable();
      object = prepare(bytes, ringSize, commandLines, unneeded);
      retry(object, e);
    }
    try {
      BpfPrograms programs = new BpfPrograms(object, ringSize, unneeded);
      programs.attach(cgroupRoot);
      return programs;
    } catch (SourceException e) {
      object.close();
      throw e;
    }
  }

  private static BpfObject prepare(
      byte[] bytes, int ringSize, boolean commandLines, Set<BpfHook> unneeded)
      throws SourceException {
    BpfObject object = BpfObject.open(bytes);
    try {
      object.resize("ring", ringSize);
      object.setConstant(commandLines);
      for (BpfHook hook : unneeded) {
        object.leaveOut(hook.program());
      }
      return object;
    } catch (SourceException e) {
      object.close();
      throw e;
    }
  }

  /** The second try says what libbpf has against it. */
  private static void retry(BpfObject object, SourceException first) throws SourceException {
    List<String> words = object.loadTalking();
    if (!object.isLoaded()) {
      object.close();
      throw new SourceException(first.getMessage() + LibBpfSentence.of(words), first);
    }
  }

  private static byte[] bytes() throws SourceException {
    try (InputStream in = BpfPrograms.class.getResourceAsStream(OBJECT)) {
      if (in == null) {
        throw new SourceException("the compiled BPF programs are missing: " + OBJECT);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new SourceException("the compiled BPF programs cannot be read: " + e.getMessage(), e);
    }
  }

  private void attach(String cgroupRoot) throws SourceException {
    for (BpfHook hook : BpfHook.values()) {
      if (leftOut.contains(hook)) {
        continue;
      }
      if (hook.isOfCgroup()) {
        object.attach(hook.program(), cgroupRoot);
      } else {
        object.attach(hook.program());
      }
    }
  }

  RingBuffer ring() {
    return ring;
  }

  /** Every socket descriptor, whole. */
  BpfIterator snapshot() {
    return snapshot;
  }

  /** Every socket descriptor, just enough to see that nothing is new. */
  BpfIterator glance() {
    return glance;
  }

  BpfCounters counters() {
    return counters;
  }

  /** What is not seen for want of a hook. */
  Set<Capability> unseen() {
    return leftOut.contains(BpfHook.RECEIVED)
        ? EnumSet.of(Capability.EVENTS)
        : EnumSet.noneOf(Capability.class);
  }

  @Override
  public void close() {
    ring.close();
    object.close();
  }
}
