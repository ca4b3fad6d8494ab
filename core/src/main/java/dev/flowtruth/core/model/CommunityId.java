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

  /**
   * True when this is an id of the flow, with the default seed 0. Where both ends have one address,
   * the ports decide the order, and Suricata compares them with their bytes swapped: both orders
   * are accepted.
   */
  public static boolean isOf(String id, Protocol protocol, Endpoint source, Endpoint destination) {
    return id.equals(of(protocol, source, destination))
        || source.address().equals(destination.address())
            && !protocol.isIcmp()
            && (id.equals(ordered(0, protocol, source, destination))
                || id.equals(ordered(0, protocol, destination, source)));
  }

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
    Endpoint from = new Endpoint(source.address(), sourcePort);
    Endpoint to = new Endpoint(destination.address(), destinationPort);
    int order = Arrays.compareUnsigned(source.address().toBytes(), destination.address().toBytes());
    boolean swap = !oneWay && (order > 0 || order == 0 && sourcePort > destinationPort);
    return swap ? ordered(seed, protocol, to, from) : ordered(seed, protocol, from, to);
  }

  /** The id of ends that are in their order. */
  private static String ordered(int seed, Protocol protocol, Endpoint first, Endpoint second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(40);
    writeShort(out, seed);
    out.writeBytes(first.address().toBytes());
    out.writeBytes(second.address().toBytes());
    out.write(protocol.number());
    out.write(0);
    if (hashesPorts(protocol)) {
      writeShort(out, first.port());
      writeShort(out, second.port());
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
