package dev.flowtruth.core.model;

/**
 * One end of a socket or flow: an address and a port.
 *
 * @param address the address, {@link IpAddress#isWildcard() wildcard} when not bound to one
 * @param port 0 to 65535; 0 when the protocol has no ports or none was chosen yet
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {
  /** No endpoint: the peer of a socket that has none. */
  public static final Endpoint NONE = new Endpoint(IpAddress.ANY_V4, 0);

  /** No endpoint of an IPv6 socket. */
  public static final Endpoint NONE_V6 = new Endpoint(IpAddress.ANY_V6, 0);

  public Endpoint {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port out of 0..65535: " + port);
    }
  }

  /** An endpoint from address text. */
  public static Endpoint of(String address, int port) {
    return new Endpoint(IpAddress.parse(address), port);
  }

  /** True when it names nothing: wildcard address and port 0. */
  public boolean isNone() {
    return port == 0 && address.isWildcard();
  }

  /** By address, then by port. */
  @Override
  public int compareTo(Endpoint other) {
    int order = address.compareTo(other.address);
    return order == 0 ? Integer.compare(port, other.port) : order;
  }

  /** {@code 10.0.0.1:443} or {@code [fe80::1%2]:443}. */
  @Override
  public String toString() {
    return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
