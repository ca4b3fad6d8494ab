package dev.flowtruth.platform.windows.layout;

/**
 * Where the fields of a table's rows are, in bytes. Alike on x86-64, x86 and (by the same headers)
 * arm64; numbers in little endian, ports and addresses in network order.
 *
 * <p>Source: {@code tcpmib.h}, {@code udpmib.h}, {@code iprtrmib.h}. The MODULE rows begin at 8 and
 * not at 4: a FILETIME in a union with an integer of 64 bits aligns them.
 *
 * @param firstRow offset of {@code table[0]} in the table; {@code dwNumEntries} is at 0
 * @param size of a row
 * @param state {@code dwState}, {@link #NONE} for UDP
 * @param localAddress {@code dwLocalAddr} or {@code ucLocalAddr}
 * @param localScope {@code dwLocalScopeId}, {@link #NONE} for IPv4
 * @param localPort local port
 * @param remoteAddress {@code dwRemoteAddr} or {@code ucRemoteAddr}, {@link #NONE} for UDP
 * @param remoteScope {@code dwRemoteScopeId}, {@link #NONE} for IPv4 and UDP
 * @param remotePort remote port, {@link #NONE} for UDP
 * @param pid {@code dwOwningPid}
 * @param created {@code liCreateTimestamp}, {@link #NONE} in PID rows
 */
public record RowLayout(
    int firstRow,
    int size,
    int state,
    int localAddress,
    int localScope,
    int localPort,
    int remoteAddress,
    int remoteScope,
    int remotePort,
    int pid,
    int created) {
  /** The offset of a field that these rows do not have. */
  public static final int NONE = -1;

  /** {@code dwNumEntries} of every table. */
  public static final int COUNT = 0;

  /** {@code MIB_TCPTABLE_OWNER_PID} */
  public static final RowLayout TCP4_PID =
      new RowLayout(4, 24, 0, 4, NONE, 8, 12, NONE, 16, 20, NONE);

  /** {@code MIB_TCPTABLE_OWNER_MODULE} */
  public static final RowLayout TCP4_MODULE =
      new RowLayout(8, 160, 0, 4, NONE, 8, 12, NONE, 16, 20, 24);

  /** {@code MIB_TCP6TABLE_OWNER_PID} */
  public static final RowLayout TCP6_PID =
      new RowLayout(4, 56, 48, 0, 16, 20, 24, 40, 44, 52, NONE);

  /** {@code MIB_TCP6TABLE_OWNER_MODULE} */
  public static final RowLayout TCP6_MODULE =
      new RowLayout(8, 192, 48, 0, 16, 20, 24, 40, 44, 52, 56);

  /** {@code MIB_UDPTABLE_OWNER_PID} */
  public static final RowLayout UDP4_PID =
      new RowLayout(4, 12, NONE, 0, NONE, 4, NONE, NONE, NONE, 8, NONE);

  /** {@code MIB_UDPTABLE_OWNER_MODULE} */
  public static final RowLayout UDP4_MODULE =
      new RowLayout(8, 160, NONE, 0, NONE, 4, NONE, NONE, NONE, 8, 16);

  /** {@code MIB_UDP6TABLE_OWNER_PID} */
  public static final RowLayout UDP6_PID =
      new RowLayout(4, 28, NONE, 0, 16, 20, NONE, NONE, NONE, 24, NONE);

  /** {@code MIB_UDP6TABLE_OWNER_MODULE} */
  public static final RowLayout UDP6_MODULE =
      new RowLayout(8, 176, NONE, 0, 16, 20, NONE, NONE, NONE, 24, 32);

  /** True for 16-byte addresses. */
  public boolean isV6() {
    return localScope != NONE;
  }

  /** True for connections. */
  public boolean isTcp() {
    return state != NONE;
  }
}
