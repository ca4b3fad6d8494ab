package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.BpfIterator;
import dev.flowtruth.platform.linux.decoder.BpfGlance;
import dev.flowtruth.platform.linux.layout.GlanceRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Predicate;

/**
 * Looks at every descriptor, as little as will do. Mostly a look brings the very bytes of the one
 * before, and to compare them costs next to nothing beside what the kernel does to write them. Not
 * thread-safe.
 */
final class Glances {
  private final BpfIterator iterator;
  private final BpfGlance current;
  private final Predicate<BpfGlance> taker;

  /** The bytes of the last look, as far as all of it was known. */
  private ByteBuffer last = allocate(1 << 12);

  private int lastLength;
  private int position;
  private boolean same;
  private boolean known;

  /** What a look brought. */
  enum Outcome {
    /** The same as the look before; nothing was handed over. */
    SAME,
    /** All of it was handed over, and known. */
    KNOWN,
    /** Something that needs a whole look; the rest was not looked at. */
    NEWS
  }

  /**
   * Over an iterator of {@code glance_record}s.
   *
   * @param taker takes one record and returns whether all that it shows is known
   */
  Glances(BpfIterator iterator, Predicate<BpfGlance> taker) {
    this.iterator = iterator;
    this.taker = taker;
    current = new BpfGlance(iterator.buffer());
  }

  /**
   * Looks once.
   *
   * @param mayBeSame false when something happened since the last look, so that the same bytes may
   *     mean something else
   */
  Outcome look(boolean mayBeSame) throws SourceException {
    position = 0;
    same = mayBeSame;
    known = true;
    lastLength = mayBeSame ? lastLength : 0;
    iterator.run(GlanceRecord.SIZE, this::take);
    if (same && position == lastLength) {
      return Outcome.SAME;
    }
    if (same) {
      handOverRemembered();
    }
    lastLength = known ? position : 0;
    return known ? Outcome.KNOWN : Outcome.NEWS;
  }

  private boolean take(int length) {
    if (same && isAsLast(length)) {
      position += length;
      return true;
    }
    if (same) {
      handOverRemembered();
    }
    if (known) {
      known = handOver(current, length);
      remember(length);
    }
    return known;
  }

  private boolean isAsLast(int length) {
    return position + length <= lastLength
        && last.slice(position, length).equals(iterator.buffer().slice(0, length));
  }

  /** What was skipped, as it was the same so far. */
  private void handOverRemembered() {
    same = false;
    lastLength = 0; // whatever happens until this look is over
    known = handOver(new BpfGlance(last), position);
  }

  private boolean handOver(BpfGlance glance, int length) {
    for (int offset = 0; offset < length; offset += GlanceRecord.SIZE) {
      glance.at(offset);
      if (!taker.test(glance)) {
        return false;
      }
    }
    return true;
  }

  private void remember(int length) {
    if (position + length > last.capacity()) {
      ByteBuffer larger = allocate(Math.max(2 * last.capacity(), position + length));
      larger.put(0, last, 0, position);
      last = larger;
    }
    last.put(position, iterator.buffer(), 0, length);
    position += length;
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
