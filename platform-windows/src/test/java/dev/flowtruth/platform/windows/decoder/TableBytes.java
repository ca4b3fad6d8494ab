package dev.flowtruth.platform.windows.decoder;

import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.platform.windows.layout.RowLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes tables as Windows lays them out, field by field at the layout's offsets. */
public final class TableBytes {
  private final RowLayout layout;
  private final ByteBuffer bytes;
  private int rows;

  private TableBytes(RowLayout layout, int room) {
    this.layout = layout;
    int size = layout.firstRow() + room * layout.size();
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An empty table with room for so many rows. */
  public static TableBytes of(RowLayout layout, int room) {
    return new TableBytes(layout, room);
  }

  /** A row; state is ignored for UDP. */
  public TableBytes row(
      int state, String local, int localPort, String remote, int remotePort, int pid) {
    int at = layout.firstRow() + rows++ * layout.size();
    bytes.putInt(RowLayout.COUNT, rows);
    put(at + layout.localAddress(), local);
    port(at + layout.localPort(), localPort);
    if (layout.isTcp()) {
      bytes.putInt(at + layout.state(), state);
      put(at + layout.remoteAddress(), remote);
      port(at + layout.remotePort(), remotePort);
    }
    bytes.putInt(at + layout.pid(), pid);
    return this;
  }

  /** Sets a field of the last row. */
  public TableBytes with(int field, int value) {
    bytes.putInt(layout.firstRow() + (rows - 1) * layout.size() + field, value);
    return this;
  }

  /** Sets the creation time of the last row. */
  public TableBytes created(long fileTime) {
    bytes.putLong(layout.firstRow() + (rows - 1) * layout.size() + layout.created(), fileTime);
    return this;
  }

  /** Sets the count, whatever there is. */
  public TableBytes count(int value) {
    bytes.putInt(RowLayout.COUNT, value);
    return this;
  }

  private void put(int at, String address) {
    byte[] ip = IpAddress.parse(address).toBytes();
    boolean mapped = layout.isV6() && ip.length == 4;
    if (mapped) {
      bytes.putShort(at + 10, (short) 0xffff);
    }
    for (int i = 0; i < ip.length; i++) {
      bytes.put(at + (mapped ? 12 : 0) + i, ip[i]);
    }
  }

  private void port(int at, int port) {
    bytes.put(at, (byte) (port >>> 8)).put(at + 1, (byte) port);
  }

  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
