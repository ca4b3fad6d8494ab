package dev.flowtruth.platform.linux.decoder;

/** One number for all that can change about a socket: two that differ tell of a change. */
final class Fingerprint {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private Fingerprint() {}

  /**
   * Of the numbers as the kernel has them.
   *
   * @param addresses the words of both, folded by exclusive or
   * @param ports both, in network order
   */
  static long of(int addresses, int ports, int state, int boundInterface) {
    long mixed = addresses;
    mixed = mixed * FACTOR + ports;
    mixed = mixed * FACTOR + state;
    return mixed * FACTOR + boundInterface;
  }
}
