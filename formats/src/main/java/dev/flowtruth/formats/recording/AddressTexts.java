package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as text, those of late at hand: a host's sockets share a few of them, and making the
 * text costs more than the rest of a line. Not thread-safe.
 */
final class AddressTexts {
  private static final int SLOTS = 1 << 10;

  private final @Nullable IpAddress[] addresses = new IpAddress[SLOTS];
  private final String[] texts = new String[SLOTS];

  /** The text without a scope. */
  String of(IpAddress address) {
    long mixed = (address.high() ^ address.low()) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 54);
    if (!address.equals(addresses[slot])) {
      addresses[slot] = address;
      texts[slot] = address.withoutScope().toString();
    }
    return texts[slot];
  }
}
