package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.platform.windows.calls.TableCall;
import dev.flowtruth.platform.windows.decoder.TableBytes;
import dev.flowtruth.platform.windows.layout.Errors;
import dev.flowtruth.platform.windows.layout.RowLayout;
import dev.flowtruth.platform.windows.provider.TableReader.TableClass;
import java.nio.ByteBuffer;

/** One of Windows' tables in both classes, filled and refused as a test wants. */
final class FakeTable {
  private final RowLayout moduleRows;
  private final RowLayout plainRows;
  private ByteBuffer module;
  private ByteBuffer plain;
  int moduleError;
  int plainError;

  FakeTable(RowLayout moduleRows, RowLayout plainRows) {
    this.moduleRows = moduleRows;
    this.plainRows = plainRows;
    module = TableBytes.of(moduleRows, 0).bytes();
    plain = TableBytes.of(plainRows, 0).bytes();
  }

  void module(TableBytes bytes) {
    module = bytes.bytes();
  }

  void plain(TableBytes bytes) {
    plain = bytes.bytes();
  }

  TableReader reader() {
    TableCall modules = (table, size) -> moduleError != 0 ? moduleError : fill(module, table, size);
    TableCall plains = (table, size) -> plainError != 0 ? plainError : fill(plain, table, size);
    return new TableReader(
        new TableClass("module", moduleRows, modules), new TableClass("plain", plainRows, plains));
  }

  private static int fill(ByteBuffer bytes, ByteBuffer table, ByteBuffer size) {
    boolean isShort = size.getInt(0) < bytes.limit();
    size.putInt(0, bytes.limit());
    if (isShort) {
      return Errors.ERROR_INSUFFICIENT_BUFFER;
    }
    table.duplicate().position(0).put(bytes.duplicate().position(0));
    return Errors.NO_ERROR;
  }
}
