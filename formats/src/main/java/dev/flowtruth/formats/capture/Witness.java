package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out which processes a packet names, and at which end. Not thread-safe. */
final class Witness {
  private static final int DIRECTION_BITS = 3;
  private static final int INBOUND = 1;
  private static final int OUTBOUND = 2;

  /** Of a Linux cooked capture: sent by us. */
  private static final int SLL_OUTGOING = 4;

  private final TellingProcesses processes = new TellingProcesses();
  private long telling;
  private long withoutDirection;

  /** Takes a block that is no packet. */
  void read(Block block) {
    processes.read(block);
  }

  /** Packets that named the process at an end. */
  long packetsThatTell() {
    return telling;
  }

  /** What the packet says; nothing where it names nobody, or not which end it means. */
  List<Testimony> of(Packet packet) {
    PacketKey key = packet.key();
    // What has no ports may as well be the kernel's own, or for several sockets.
    if (!key.isKnown() || !Protocol.of(key.protocol()).hasPorts()) {
      return List.of();
    }
    Said said = new Said();
    said.read(packet);
    if (said.both.isEmpty() && said.process != null) {
      said.addByDirection(key);
    }
    telling += said.both.isEmpty() ? 0 : 1;
    return said.both;
  }

  void remarks(Consumer<String> remarks) {
    if (withoutDirection > 0) {
      remarks.accept(
          withoutDirection
              + " packets name a process, but not whether it sent or received them; they tell"
              + " nothing");
    }
  }

  /** What one packet says. */
  private final class Said {
    private final List<Testimony> both = new ArrayList<>(2);
    private Direction direction = Direction.UNKNOWN;
    private @Nullable NamedProcess process;

    void read(Packet packet) {
      readLink(packet);
      Block block = packet.block();
      Options options = new Options(block, packet.options(), block.bodyEnd());
      while (options.next()) {
        read(options, block, packet.key());
      }
    }

    private void readLink(Packet packet) {
      byte[] data = packet.block().data();
      int type = packet.on().linkType();
      if (type == LinkLayer.PKTAP || type == LinkLayer.USER2) {
        Pktap header = Pktap.read(data, Pcapng.PACKET_DATA, packet.end());
        if (header != null) {
          process = header.process();
          direction = header.direction();
        }
      } else if (type == LinkLayer.SLL) {
        direction = cooked(Endian.BIG.u16(data, Pcapng.PACKET_DATA));
      } else if (type == LinkLayer.SLL2) {
        direction = cooked(data[Pcapng.PACKET_DATA + 10]);
      }
    }

    private static Direction cooked(int kind) {
      return kind == SLL_OUTGOING ? Direction.OUT : Direction.IN;
    }

    private void read(Options options, Block block, PacketKey key) {
      byte[] data = block.data();
      int at = options.value();
      switch (options.code()) {
        case Pcapng.COMMENT -> both.addAll(ToldComment.read(options.text(), key));
        case Pcapng.FLAGS -> {
          if (options.length() == 4) {
            int bits = block.order().int32(data, at) & DIRECTION_BITS;
            direction = Direction.of(bits == INBOUND, bits == OUTBOUND);
          }
        }
        case Pcapng.DARWIN_PROCESS_INDEX -> {
          if (options.length() == 4) {
            take(processes.darwin(block.order().u32(data, at)));
          }
        }
        case Pcapng.PROCESS_AND_THREAD -> {
          long pid = options.length() == 8 ? block.order().u32(data, at) : 0;
          take(pid == 0 ? null : processes.byPid(pid));
        }
        default -> {
          // tells nothing of processes
        }
      }
    }

    /** Of two that name the process the one that says more. */
    private void take(@Nullable NamedProcess other) {
      boolean better =
          other != null
              && (process == null
                  || process.name().isEmpty()
                  || process.startNanos() == ProcessRef.UNKNOWN
                      && other.startNanos() != ProcessRef.UNKNOWN);
      if (better) {
        process = other;
      }
    }

    void addByDirection(PacketKey key) {
      NamedProcess named = process;
      if (named == null) {
        return;
      }
      switch (direction) {
        case OUT -> both.add(Testimony.ofSource(key, named));
        case IN -> both.add(Testimony.ofDestination(key, named));
        case UNKNOWN -> withoutDirection++;
      }
    }
  }
}
