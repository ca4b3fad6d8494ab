package dev.flowtruth.bench;

import dev.flowtruth.core.label.OwnershipHistory;
import dev.flowtruth.core.label.OwnershipInterval;
import dev.flowtruth.core.model.Endpoint;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The made-up host's traffic as a pcapng capture: packets of those connections that are open. */
final class CaptureFile {
  private static final int HEADERS = 54;
  private static final int TCP_ACK = 0x5010;

  private final List<OwnershipInterval> intervals = new ArrayList<>();
  private final Random random = new Random(5);
  private final int packetSize;
  private final ByteBuffer block = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

  CaptureFile(OwnershipHistory history, int packetSize) {
    history.forEach(intervals::add);
    this.packetSize = packetSize;
  }

  /**
   * Writes packets until the file has so many bytes, evenly over the time of the host.
   *
   * @return how many packets
   */
  long write(long bytes, Path file) throws IOException {
    long packets = bytes / (32 + packetSize);
    long span = intervals.size() * Intervals.STEP;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      write(out, begin());
      for (long i = 0; i < packets; i++) {
        long nanos = Intervals.BEGIN + span / packets * i;
        write(out, packet(openAt(nanos), nanos));
      }
    }
    return packets;
  }

  /** One that is open; the last one looked at where none of some is. */
  private OwnershipInterval openAt(long nanos) {
    int newest = (int) ((nanos - Intervals.BEGIN) / Intervals.STEP);
    OwnershipInterval interval = intervals.get(newest);
    for (int tries = 0; tries < 8; tries++) {
      interval = intervals.get(Math.max(0, newest - random.nextInt(50_000)));
      if (Objects.requireNonNull(interval.closed()).at() > nanos) {
        return interval;
      }
    }
    return interval;
  }

  private void write(OutputStream out, int length) throws IOException {
    out.write(block.array(), 0, length);
  }

  private int begin() {
    block.clear();
    block.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putInt(1).putLong(-1).putInt(28);
    block.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(65535);
    block.putShort((short) 9).putShort((short) 1).putInt(9).putInt(0).putInt(32);
    return block.position();
  }

  private int packet(OwnershipInterval interval, long nanos) {
    boolean outwards = random.nextBoolean();
    Endpoint source = outwards ? interval.local() : interval.peer();
    Endpoint destination = outwards ? interval.peer() : interval.local();
    int padded = (packetSize + 3) & ~3;
    block.clear();
    block.putInt(6).putInt(32 + padded).putInt(0);
    block.putInt((int) (nanos >>> 32)).putInt((int) nanos).putInt(packetSize).putInt(packetSize);
    block.order(ByteOrder.BIG_ENDIAN);
    block.putLong(0x0200_0000_010a_0200L).putInt(0x0000_010b).putShort((short) 0x800);
    block.putShort((short) 0x4500).putShort((short) (packetSize - 14)).putInt(0x4000);
    block.putInt(0x4006_0000).putInt(source.address().v4Bits());
    block.putInt(destination.address().v4Bits());
    block.putShort((short) source.port()).putShort((short) destination.port());
    block.putLong(1).putShort((short) TCP_ACK);
    block.order(ByteOrder.LITTLE_ENDIAN);
    block.position(28 + padded).putInt(32 + padded);
    return block.position();
  }

  /** The least that a packet can have. */
  static int smallest() {
    return HEADERS;
  }
}
