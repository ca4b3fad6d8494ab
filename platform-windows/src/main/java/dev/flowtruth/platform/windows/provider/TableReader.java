package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.calls.CallException;
import dev.flowtruth.platform.windows.calls.GrowingTable;
import dev.flowtruth.platform.windows.calls.NativeBuffers;
import dev.flowtruth.platform.windows.calls.TableCall;
import dev.flowtruth.platform.windows.decoder.SocketRow;
import dev.flowtruth.platform.windows.decoder.SocketTable;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.RowLayout;
import java.nio.ByteBuffer;

/**
 * One of the four tables. It is read in the class with creation times; where Windows refuses that
 * class at the beginning, in the plain one from then on, so that a socket never changes its
 * identity midway. Not thread-safe.
 */
final class TableReader {
  /**
   * A class of a table.
   *
   * @param name the call with its class, for messages
   * @param layout of its rows
   * @param call how it is read
   */
  record TableClass(String name, RowLayout layout, TableCall call) {}

  private final TableClass module;
  private final TableClass plain;
  private final GrowingTable buffer = new GrowingTable();
  private TableClass chosen;
  private boolean isChosen;

  TableReader(TableClass module, TableClass plain) {
    this.module = module;
    this.plain = plain;
    chosen = module;
  }

  /** What it holds, for people: {@code tcp sockets over IPv6}. */
  String what() {
    RowLayout rows = layout();
    return (rows.isTcp() ? "tcp" : "udp") + " sockets over " + (rows.isV6() ? "IPv6" : "IPv4");
  }

  /** The class that is read. */
  RowLayout layout() {
    return chosen.layout();
  }

  /** True when Windows has the class with creation times, asked without reading anything. */
  boolean offersCreation() {
    ByteBuffer size = NativeBuffers.allocate(Integer.BYTES).putInt(0, Integer.BYTES);
    int error = module.call().fill(NativeBuffers.allocate(Integer.BYTES), size);
    return error == Errors.NO_ERROR
        || error == Errors.ERROR_INSUFFICIENT_BUFFER
        || error == Errors.ERROR_NO_DATA;
  }

  /** True for rows of this table; a v4-mapped one may have been told by either family's. */
  boolean holds(SocketRow row) {
    return row.protocol().equals(layout().isTcp() ? Protocol.TCP : Protocol.UDP)
        && (layout().isV6() || row.local().address().isV4());
  }

  /** The table, decoded as far as its count; empty where the family is not installed. */
  Read read() throws SourceException {
    try {
      return decoded(buffer.read(chosen.name(), chosen.call()));
    } catch (CallException e) {
      boolean isLastResort = isChosen || chosen.equals(plain);
      if (isLastResort && e.error() == Errors.ERROR_NOT_SUPPORTED) {
        return decoded(noRows());
      }
      if (isLastResort) {
        throw e;
      }
      chosen = plain;
      return read();
    }
  }

  private Read decoded(ByteBuffer bytes) throws SourceException {
    SocketTable table = new SocketTable(bytes, chosen.layout());
    isChosen = true;
    return new Read(table, bytes);
  }

  private static ByteBuffer noRows() {
    return ByteBuffer.allocate(Integer.BYTES);
  }

  /**
   * A table and its bytes, valid until the next read.
   *
   * @param table decoded
   * @param bytes as they came
   */
  record Read(SocketTable table, ByteBuffer bytes) {
    /** The bytes of a row, which Windows wants back when it is asked about it. */
    byte[] row(int offset, RowLayout layout) {
      byte[] row = new byte[layout.size()];
      bytes.duplicate().position(offset).get(row);
      return row;
    }
  }
}
