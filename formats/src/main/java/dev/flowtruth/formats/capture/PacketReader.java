package dev.flowtruth.formats.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the packets in blocks, with the interfaces of their section. Not thread-safe. */
final class PacketReader {
  private final String file;
  private final PacketHeaders headers = new PacketHeaders();
  private final List<Interface> interfaces = new ArrayList<>();
  private final Set<Integer> unknownLinks = new TreeSet<>();
  private int interfacesSeen;

  PacketReader(String file) {
    this.file = file;
  }

  /**
   * Takes the next block of the file; gives the packet in it, null when it holds none that has a
   * time.
   */
  @Nullable Packet read(Block block) throws BadCaptureException {
    switch (block.type()) {
      case Pcapng.SECTION_HEADER -> interfaces.clear();
      case Pcapng.INTERFACE -> describe(block);
      case Pcapng.ENHANCED_PACKET -> {
        return packet(block, block.order().u32(block.data(), needBody(block)));
      }
      case Pcapng.PACKET -> {
        return packet(block, block.order().u16(block.data(), needBody(block)));
      }
      default -> {
        // what it holds is not for us
      }
    }
    return null;
  }

  /** Link types that were met and are not understood. */
  Set<Integer> unknownLinks() {
    return unknownLinks;
  }

  private int needBody(Block block) throws BadCaptureException {
    if (block.bodyEnd() < Pcapng.PACKET_DATA) {
      throw bad(block, "a packet block of " + block.data().length + " bytes; expected 32 or more");
    }
    return Pcapng.BODY;
  }

  private void describe(Block block) throws BadCaptureException {
    Interface read = Interface.read(block, interfacesSeen++);
    if (read == null) {
      throw bad(block, "an interface of " + block.data().length + " bytes; expected 20 or more");
    }
    interfaces.add(read);
    if (!LinkLayer.knows(read.linkType())) {
      unknownLinks.add(read.linkType());
    }
  }

  private Packet packet(Block block, long interfaceNumber) throws BadCaptureException {
    if (interfaceNumber >= interfaces.size()) {
      throw bad(
          block,
          "a packet of interface "
              + interfaceNumber
              + "; expected one of the "
              + interfaces.size()
              + " that the section describes");
    }
    byte[] data = block.data();
    Endian order = block.order();
    long captured = order.u32(data, 20);
    if (captured > block.bodyEnd() - Pcapng.PACKET_DATA) {
      throw bad(block, "a packet of " + captured + " bytes; expected no more than the block holds");
    }
    Interface on = interfaces.get((int) interfaceNumber);
    long nanos = on.clock().nanos(order.u32(data, 12) << 32 | order.u32(data, 16));
    int end = Pcapng.PACKET_DATA + (int) captured;
    PacketKey key = headers.read(data, Pcapng.PACKET_DATA, end, on.linkType(), nanos);
    return new Packet(block, on, nanos, end, order.u32(data, 24), key);
  }

  private BadCaptureException bad(Block block, String problem) {
    return new BadCaptureException(file, block.offset(), problem);
  }
}
