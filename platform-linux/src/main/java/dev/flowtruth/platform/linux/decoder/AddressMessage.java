package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Rtnetlink;
import dev.flowtruth.platform.linux.layout.Sockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Interfaces and addresses as NETLINK_ROUTE describes them. */
public final class AddressMessage {
  private AddressMessage() {}

  /**
   * An interface.
   *
   * @param index as in scope ids
   * @param name for people
   */
  public record Link(int index, String name) {}

  /**
   * An address of an interface.
   *
   * @param ip the address, link-local ones with the interface as scope
   * @param prefixLength bits of the network part
   * @param interfaceIndex which interface
   */
  public record Address(IpAddress ip, int prefixLength, int interfaceIndex) {}

  /** The interface in an {@code RTM_NEWLINK} message. */
  public static Link link(ByteBuffer buffer, int offset, int length) throws DecodeException {
    if (length < Rtnetlink.LINK_SIZE) {
      throw new DecodeException("ifinfomsg", offset, "only " + length + " bytes");
    }
    Attributes attributes = new Attributes(buffer);
    attributes.begin(offset + Rtnetlink.LINK_SIZE, offset + length);
    int name = attributes.find(Rtnetlink.IFLA_IFNAME, 1, "IFLA_IFNAME");
    if (name < 0) {
      throw new DecodeException("IFLA_IFNAME", offset, "the message has none");
    }
    return new Link(
        buffer.getInt(offset + Rtnetlink.LINK_INDEX), text(buffer, name, attributes.length()));
  }

  private static String text(ByteBuffer buffer, int from, int length) {
    int end = 0;
    while (end < length && buffer.get(from + end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * The address in an {@code RTM_NEWADDR} message.
   *
   * @return null for a family that is none of the internet's
   */
  public static @Nullable Address address(ByteBuffer buffer, int offset, int length)
      throws DecodeException {
    if (length < Rtnetlink.ADDRESS_SIZE) {
      throw new DecodeException("ifaddrmsg", offset, "only " + length + " bytes");
    }
    int family = buffer.get(offset + Rtnetlink.ADDRESS_FAMILY);
    if (family != Sockets.AF_INET && family != Sockets.AF_INET6) {
      return null;
    }
    int size = family == Sockets.AF_INET ? 4 : 16;
    int prefix = buffer.get(offset + Rtnetlink.ADDRESS_PREFIX) & 0xff;
    if (prefix > 8 * size) {
      throw new DecodeException(
          "ifa_prefixlen", offset + Rtnetlink.ADDRESS_PREFIX, prefix + " is above " + 8 * size);
    }
    int index = buffer.getInt(offset + Rtnetlink.ADDRESS_INDEX);
    int at = own(buffer, offset, length, size);
    IpAddress ip =
        size == 4 ? NetworkBytes.v4(buffer, at) : NetworkBytes.v6(buffer, at, index);
    return new Address(ip, prefix, index);
  }

  /** On a point-to-point link IFA_ADDRESS is the other side's; IFA_LOCAL is always ours. */
  private static int own(ByteBuffer buffer, int offset, int length, int size)
      throws DecodeException {
    int from = offset + Rtnetlink.ADDRESS_SIZE;
    Attributes attributes = new Attributes(buffer);
    attributes.begin(from, offset + length);
    int local = attributes.find(Rtnetlink.IFA_LOCAL, size, "IFA_LOCAL");
    if (local >= 0) {
      return local;
    }
    attributes.begin(from, offset + length);
    int address = attributes.find(Rtnetlink.IFA_ADDRESS, size, "IFA_ADDRESS");
    if (address < 0) {
      throw new DecodeException("IFA_ADDRESS", offset, "the message has none");
    }
    return address;
  }
}
