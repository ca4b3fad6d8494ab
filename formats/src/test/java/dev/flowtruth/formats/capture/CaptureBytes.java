package dev.flowtruth.formats.capture;

import dev.flowtruth.formats.flows.FlowInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes captures by hand, byte for byte as the drafts have them. Shares no code with main. */
final class CaptureBytes {
  /** 2026-11-24T19:17:02.4Z */
  static final long START = 1_795_547_822_400_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** A section with an Ethernet interface. */
  static CaptureBytes ethernet() {
    return new CaptureBytes().section(ByteOrder.LITTLE_ENDIAN).face(1);
  }

  CaptureBytes section(ByteOrder newOrder) {
    return section(newOrder, -1);
  }

  CaptureBytes section(ByteOrder newOrder, long length) {
    order = newOrder;
    return block(
        0x0A0D0D0A,
        body(16)
            .putInt(0x1A2B3C4D)
            .putShort((short) 1)
            .putShort((short) 0)
            .putLong(length)
            .array());
  }

  /** An interface of a link type, with options as they are. */
  CaptureBytes face(int linkType, byte[]... options) {
    byte[] fixed = body(8).putShort((short) linkType).putShort((short) 0).putInt(65535).array();
    return block(1, TestPackets.join(fixed, TestPackets.join(options)));
  }

  /** An enhanced packet with options as they are. */
  CaptureBytes packet(int face, long ticks, byte[] packet, byte[]... options) {
    return packet(6, face, ticks, packet, options);
  }

  CaptureBytes packet(byte[] packet, byte[]... options) {
    return packet(0, START / 1000, packet, options);
  }

  private CaptureBytes packet(int type, int face, long ticks, byte[] packet, byte[]... options) {
    ByteBuffer fixed = body(20);
    fixed.putInt(face).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    fixed.putInt(packet.length).putInt(packet.length);
    byte[] padding = new byte[-packet.length & 3];
    return block(type, TestPackets.join(fixed.array(), packet, padding, TestPackets.join(options)));
  }

  /** A packet in the obsolete block. */
  CaptureBytes oldPacket(int face, byte[] packet, byte[]... options) {
    int number = order == ByteOrder.LITTLE_ENDIAN ? face : face << 16; // a u16, then drops
    return packet(2, number, START / 1000, packet, options);
  }

  CaptureBytes block(int type, byte[] content) {
    int length = 12 + content.length + (-content.length & 3);
    ByteBuffer block = ByteBuffer.allocate(length).order(order);
    block.putInt(type).putInt(length).put(content).putInt(length - 4, length);
    out.writeBytes(block.array());
    return this;
  }

  private ByteBuffer body(int size) {
    return ByteBuffer.allocate(size).order(order);
  }

  byte[] option(int code, byte[] value) {
    ByteBuffer option = body(4 + value.length + (-value.length & 3));
    return option.putShort((short) code).putShort((short) value.length).put(value).array();
  }

  byte[] option(int code, String value) {
    return option(code, value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] option32(int code, int value) {
    return option(code, body(4).putInt(value).array());
  }

  byte[] option64(int code, long value) {
    return option(code, body(8).putLong(value).array());
  }

  static byte[] endOfOptions() {
    return new byte[4];
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A classic file of one packet. */
  static byte[] classic(int magic, ByteOrder order, int linkType, long fraction, byte[] packet) {
    ByteBuffer file = ByteBuffer.allocate(40 + packet.length).order(order);
    file.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(65535).putInt(linkType);
    file.putInt((int) (START / 1_000_000_000L)).putInt((int) fraction);
    file.putInt(packet.length).putInt(packet.length).put(packet);
    return file.array();
  }

  static FlowInput input(byte[] bytes) {
    try {
      return FlowInput.of("c.pcapng", new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
