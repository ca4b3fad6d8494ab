package dev.flowtruth.core.model;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The Community ID v1 flow hash, by which Zeek, Suricata and others name a flow alike.
 *
 * <p>Source: the Community ID specification, version 1. Thread-safe.
 */
public final class CommunityId {
  private static final Map<Integer, Integer> ICMP_COUNTERPARTS =
      Map.of(8, 0, 0, 8, 13, 14, 14, 13, 15, 16, 16, 15, 17, 18, 18, 17, 10, 9, 9, 10);
  private static final Map<Integer, Integer> ICMP6_COUNTERPARTS =
      Map.of(128, 129, 129, 128, 133, 134, 134, 133, 135, 136, 136, 135, 130, 131, 131, 130);
  private static final Map<Integer, Integer> ICMP6_HOME_AGENT = Map.of(144, 145, 145, 144);

  private CommunityId() {}

  /** The id with the default seed 0. */
  public static String of(Protocol protocol, Endpoint source, Endpoint destination) {
    return of(0, protocol, source, destination);
  }

  /**
   * The id of a flow. For ICMP the source port holds the type and the destination port the code.
   *
   * @param seed 0 to 65535
   */
  public static String of(int seed, Protocol protocol, Endpoint source, Endpoint destination) {
    int sourcePort = source.port();
    int destinationPort = destination.port();
    boolean oneWay = false;
    if (protocol.isIcmp()) {
      int counterpart = counterpart(protocol.number(), sourcePort);
      oneWay = counterpart < 0;
      destinationPort = oneWay ? destinationPort : counterpart;
    }
    byte[] from = source.address().toBytes();
    byte[] to = destination.address().toBytes();
    int order = java.util.Arrays.compareUnsigned(from, to);
    boolean swap = !oneWay && (order > 0 || order == 0 && sourcePort > destinationPort);
    ByteArrayOutputStream out = new ByteArrayOutputStream(40);
    writeShort(out, seed);
    out.writeBytes(swap ? to : from);
    out.writeBytes(swap ? from : to);
    out.write(protocol.number());
    out.write(0);
    if (protocol.hasPorts() && protocol.number() != 136 || protocol.isIcmp()) {
      writeShort(out, swap ? destinationPort : sourcePort);
      writeShort(out, swap ? sourcePort : destinationPort);
    }
    return "1:" + Base64.getEncoder().encodeToString(sha1().digest(out.toByteArray()));
  }

  private static int counterpart(int protocolNumber, int type) {
    if (protocolNumber == 1) {
      return ICMP_COUNTERPARTS.getOrDefault(type, -1);
    }
    return ICMP6_COUNTERPARTS.getOrDefault(type, ICMP6_HOME_AGENT.getOrDefault(type, -1));
  }

  private static void writeShort(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
