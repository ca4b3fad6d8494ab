package dev.flowtruth.platform.windows.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.windows.layout.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a table is fetched whose size nobody knows beforehand. */
class GrowingTableTest {
  private int calls;

  @Test
  void tableThatFitsIsReadWithOneCallAndCutToWhatWasUsed() throws SourceException {
    TableCall call =
        (table, size) -> {
          calls++;
          size.putInt(0, 28);
          return Errors.NO_ERROR;
        };

    assertThat(new GrowingTable().read("call", call).remaining()).isEqualTo(28);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void tableThatGrewMeanwhileIsAskedForAgainAndItsSizeIsRemembered() throws SourceException {
    int used = 100_000;
    TableCall call =
        (table, size) -> {
          calls++;
          boolean isShort = size.getInt(0) < used;
          size.putInt(0, used);
          return isShort ? Errors.ERROR_INSUFFICIENT_BUFFER : Errors.NO_ERROR;
        };
    GrowingTable table = new GrowingTable();

    assertThat(table.read("call", call).remaining()).isEqualTo(used);
    assertThat(calls).isEqualTo(2);
    table.read("call", call);
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void tableThatGrowsForEverEndsInAnErrorAfterABoundedNumberOfTries() {
    TableCall call =
        (table, size) -> {
          calls++;
          size.putInt(0, size.getInt(0) + 192);
          return Errors.ERROR_INSUFFICIENT_BUFFER;
        };

    assertThatThrownBy(() -> new GrowingTable().read("GetExtendedTcpTable", call))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("GetExtendedTcpTable: the table grew in each of 8 tries");
    assertThat(calls).isEqualTo(8);
  }

  @Test
  void shortBufferThatAsksForNoMoreThanThereIsStillGrows() throws SourceException {
    TableCall call =
        (table, size) -> {
          boolean isShort = table.capacity() < 60_000;
          size.putInt(0, isShort ? 4 : 8);
          return isShort ? Errors.ERROR_INSUFFICIENT_BUFFER : Errors.NO_ERROR;
        };

    assertThat(new GrowingTable().read("call", call).remaining()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void sizeThatNoTableHasIsRefusedAndNotAllocated(int size) {
    TableCall call =
        (table, room) -> {
          room.putInt(0, size);
          return Errors.ERROR_INSUFFICIENT_BUFFER;
        };

    assertThatThrownBy(() -> new GrowingTable().read("call", call))
        .hasMessage(
            "call: asks for " + Integer.toUnsignedString(size) + " bytes, more than any table has");
  }

  @Test
  void moreUsedThanThereWasRoomIsRefused() {
    TableCall call =
        (table, size) -> {
          size.putInt(0, size.getInt(0) + 1);
          return Errors.NO_ERROR;
        };

    assertThatThrownBy(() -> new GrowingTable().read("call", call))
        .hasMessage("call: says that it wrote 16385 bytes into 16384");
  }

  @Test
  void noDataIsAnEmptyTable() throws SourceException {
    var bytes = new GrowingTable().read("call", (table, size) -> Errors.ERROR_NO_DATA);

    assertThat(bytes.remaining()).isEqualTo(4);
    assertThat(bytes.getInt(0)).isZero();
  }

  @Test
  void refusalNamesCallNumberAndMeaning() {
    assertThatThrownBy(() -> new GrowingTable().read("GetExtendedTcpTable", (t, s) -> 5))
        .isInstanceOf(CallException.class)
        .hasMessage("GetExtendedTcpTable: error 5 (access denied)");
  }
}
