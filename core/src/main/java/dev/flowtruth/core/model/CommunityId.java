package dev.flowtruth.core.model;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * The Community ID v1 flow hash, by which Zeek, Suricata and others name a flow alike.
 *
 * <p>Source: the Community ID specification, version 1. Thread-safe.
 */
public final class CommunityId {
  private static final Map<Integer, Integer> ICMP_COUNTERPARTS =
      pairs(new int[][] {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {10, 9}});
  private static final Map<Integer, Integer> ICMP6_COUNTERPARTS =
      pairs(new int[][] {{128, 129}, {133, 134}, {135, 136}, {130, 131}, {139, 140}, {144, 145}});

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
    int order = Arrays.compareUnsigned(from, to);
    boolean swap = !oneWay && (order > 0 || order == 0 && sourcePort > destinationPort);
    ByteArrayOutputStream out = new ByteArrayOutputStream(40);
    writeShort(out, seed);
    out.writeBytes(swap ? to : from);
    out.writeBytes(swap ? from : to);
    out.write(protocol.number());
    out.write(0);
    if (hashesPorts(protocol)) {
      writeShort(out, swap ? destinationPort : sourcePort);
      writeShort(out, swap ? sourcePort : destinationPort);
    }
    return "1:" + Base64.getEncoder().encodeToString(sha1().digest(out.toByteArray()));
  }

  /** The specification knows ports of TCP, UDP, SCTP and ICMP, and leaves UDP-Lite's out. */
  private static boolean hashesPorts(Protocol protocol) {
    return protocol.isIcmp()
        || protocol.hasPorts() && protocol.number() != Protocol.UDPLITE.number();
  }

  private static Map<Integer, Integer> pairs(int[][] types) {
    Map<Integer, Integer> both = new HashMap<>();
    for (int[] pair : types) {
      both.put(pair[0], pair[1]);
      both.put(pair[1], pair[0]);
    }
    return Map.copyOf(both);
  }

  /** The ICMP type of the answer, or of the question; -1 for a message that has none. */
  private static int counterpart(int protocolNumber, int type) {
    boolean isV4 = protocolNumber == Protocol.ICMP.number();
    return (isV4 ? ICMP_COUNTERPARTS : ICMP6_COUNTERPARTS).getOrDefault(type, -1);
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
