package dev.flowtruth.core.model;

/**
 * The kernel's own identity of a socket. Opaque: equal when the kernel says it is one socket.
 *
 * <p>A tuple names a socket only for a moment; this names it for its whole life. Kinds are never
 * equal to each other, so sources that identify by different things are joined by {@link
 * OpenSocket#cookie()} and {@link OpenSocket#inode()} instead.
 *
 * @param kind what the value is
 * @param value the identity, unique with {@code qualifier} within one boot
 * @param qualifier what else is needed to be unique (a tuple for {@link Kind#CREATION} and {@link
 *     Kind#TUPLE}), otherwise empty
 */
public record SocketId(Kind kind, long value, String qualifier) {
  /** What identifies the socket. */
  public enum Kind {
    /** Linux {@code SO_COOKIE}: never reused within a boot. */
    COOKIE,
    /** Inode number in Linux' sockfs: reused after wrap-around only. */
    INODE,
    /** macOS {@code soi_so}: the socket's address in the kernel. */
    SOI_SO,
    /** Windows creation time in units of 100 ns, with the tuple as qualifier. */
    CREATION,
    /** Nothing better than the tuple is known. */
    TUPLE
  }

  public static SocketId ofCookie(long cookie) {
    return new SocketId(Kind.COOKIE, cookie, "");
  }

  public static SocketId ofInode(long inode) {
    return new SocketId(Kind.INODE, inode, "");
  }

  /** The weakest identity: protocol, endpoints and namespace. */
  public static SocketId ofTuple(Protocol protocol, Endpoint local, Endpoint peer, long netns) {
    return new SocketId(Kind.TUPLE, netns, protocol + " " + local + " " + peer);
  }

  /** Written out, as the compiler's own is slow where there is no second compiler. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SocketId id
        && value == id.value
        && kind == id.kind
        && qualifier.equals(id.qualifier);
  }

  /**
   * By what differs alone, since this is asked several times for each event: the value, and for a
   * tuple its text, which remembers its hash.
   */
  @Override
  public int hashCode() {
    return kind == Kind.TUPLE ? qualifier.hashCode() : Long.hashCode(value);
  }

  /** {@code cookie:11420567}, {@code inode:99}, ... */
  @Override
  public String toString() {
    String text = kind.name().toLowerCase(java.util.Locale.ROOT) + ":";
    text += Long.toUnsignedString(value);
    return qualifier.isEmpty() ? text : text + ":" + qualifier;
  }
}
