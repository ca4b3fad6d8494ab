package dev.flowtruth.platform.linux.owner;

/** A process's descriptor of a socket, as it was when it was last read. */
final class Descriptor {
  final TrackedProcess process;
  final int number;
  final TrackedSocket socket;

  /** Monotonic ns just before the last reading. */
  long readNanos;

  /** The last listing of the process's descriptors in which it appeared. */
  long listing;

  Descriptor(TrackedProcess process, int number, TrackedSocket socket) {
    this.process = process;
    this.number = number;
    this.socket = socket;
  }
}
