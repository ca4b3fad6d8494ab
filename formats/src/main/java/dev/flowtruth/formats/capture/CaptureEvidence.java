package dev.flowtruth.formats.capture;

import dev.flowtruth.core.watch.SocketListener;
import dev.flowtruth.formats.flows.FlowInput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A capture whose packets name their processes, read as what it tells of sockets: a pktap capture
 * of macOS (process blocks, or pktap headers), a capture with Process Information Blocks or with
 * the standard option of pid and thread, or one that flowtruth labelled.
 *
 * <p>Each end of a tuple that is named counts as a socket. It surely lived from its first packet to
 * its last, and a millisecond more on both sides, since flow files round to that; of what was
 * before and after nothing is known. Which end is named follows from the direction that the packet
 * says; packets that name a process and no direction tell nothing. Not thread-safe.
 */
public final class CaptureEvidence {
  /** Blocks before the first packet that are looked through for it; there never are as many. */
  private static final int MOST_AHEAD = 10_000;

  private final Capture capture;
  private final Deque<Sight> ahead = new ArrayDeque<>();
  private long reachedNanos = Long.MIN_VALUE;

  private record Sight(Block block, @Nullable Packet packet) {}

  private CaptureEvidence(Capture capture) {
    this.capture = capture;
  }

  /**
   * Begins to read. The input is not closed.
   *
   * @throws BadCaptureException when it is no capture
   */
  public static CaptureEvidence open(FlowInput input) throws IOException {
    return new CaptureEvidence(Capture.open(input));
  }

  /** When what it tells begins, ns since the epoch; 0 when it has no packet. To be asked first. */
  public long beganNanos() throws IOException {
    for (Sight next = read(); next != null; next = read()) {
      ahead.add(next);
      Packet packet = next.packet();
      if (packet != null || ahead.size() == MOST_AHEAD) {
        return packet == null ? 0 : packet.nanos() - SightedSockets.GRACE_NANOS;
      }
    }
    return 0;
  }

  /** Up to when something is known, as far as it was read; {@link Long#MIN_VALUE} for nothing. */
  public long reachedNanos() {
    return reachedNanos;
  }

  /**
   * Hands what the packets tell to a listener, in the order of the file; times are wall clock.
   *
   * @param events told of sockets and of the host's addresses
   * @param remarks told what a person should know of the file; a sentence each
   * @return how many packets named the process at one end or at both
   * @throws BadCaptureException when the file is damaged
   */
  public long readTo(SocketListener events, Consumer<String> remarks) throws IOException {
    Witness witness = new Witness();
    SightedSockets sockets = new SightedSockets(events);
    for (Sight next = next(); next != null; next = next()) {
      Packet packet = next.packet();
      if (packet == null) {
        witness.read(next.block());
      } else {
        reachedNanos = Math.max(reachedNanos, packet.nanos() + SightedSockets.GRACE_NANOS);
        for (Testimony testimony : witness.of(packet)) {
          sockets.see(testimony, packet.nanos());
        }
      }
    }
    capture.remarks().forEach(remarks);
    witness.remarks(remarks);
    return witness.packetsThatTell();
  }

  private @Nullable Sight next() throws IOException {
    return ahead.isEmpty() ? read() : ahead.remove();
  }

  private @Nullable Sight read() throws IOException {
    Block block = capture.next();
    return block == null ? null : new Sight(block, capture.packetOf(block));
  }
}
