package dev.flowtruth.platform.windows.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.layout.Processes;
import dev.flowtruth.platform.windows.layout.RowLayout;
import java.nio.ByteBuffer;
import java.util.List;

/** Any bytes are a table, or are refused with field and offset; nothing is read beyond them. */
class HostileBytesFuzzTest {
  private static final List<RowLayout> LAYOUTS =
      List.of(
          RowLayout.TCP4_PID,
          RowLayout.TCP4_MODULE,
          RowLayout.TCP6_PID,
          RowLayout.TCP6_MODULE,
          RowLayout.UDP4_PID,
          RowLayout.UDP4_MODULE,
          RowLayout.UDP6_PID,
          RowLayout.UDP6_MODULE);

  @FuzzTest
  void tableIsReadOrRefused(byte[] bytes) {
    for (RowLayout layout : LAYOUTS) {
      int[] rows = new int[1];
      try {
        SocketTable table = new SocketTable(ByteBuffer.wrap(bytes), layout);
        assertThat((long) table.count() * layout.size()).isLessThanOrEqualTo(bytes.length);
        table.forEach(
            (row, offset) -> {
              rows[0]++;
              assertThat(offset + layout.size()).isLessThanOrEqualTo(bytes.length);
              assertThat(row.pid()).isBetween(0L, 0xffff_ffffL);
            });
        assertThat(rows[0]).isEqualTo(table.count());
      } catch (DecodeException e) {
        assertThat(e.getMessage()).contains("at offset");
      }
    }
  }

  @FuzzTest
  void sidIsReadOrRefused(byte[] bytes) {
    try {
      assertThat(Sid.text(ByteBuffer.wrap(bytes), 0)).startsWith("S-");
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
  }

  @FuzzTest
  void textNeverLeavesItsBytes(byte[] bytes) {
    assertThat(Utf16.text(ByteBuffer.wrap(bytes), 0, Integer.MAX_VALUE).length())
        .isLessThanOrEqualTo(bytes.length);
    assertThat(OwnerModule.name(ByteBuffer.wrap(bytes), 0, 8)).isNotNull();
    assertThat(OwnerModule.name(ByteBuffer.wrap(bytes), 0, 4)).isNotNull();
    byte[] entry = java.util.Arrays.copyOf(bytes, Processes.entrySize(8));
    assertThat(ProcessEntry.of(ByteBuffer.wrap(entry), 8).name().length())
        .isLessThanOrEqualTo(Processes.MAX_PATH);
  }
}
