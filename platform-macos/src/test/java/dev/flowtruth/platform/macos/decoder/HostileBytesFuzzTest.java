package dev.flowtruth.platform.macos.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.BsdInfo;
import dev.flowtruth.platform.macos.layout.FdInfo;
import dev.flowtruth.platform.macos.layout.Libproc;
import dev.flowtruth.platform.macos.layout.SocketFdInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Any bytes are read, or are refused with field and offset; nothing is read beyond them. */
class HostileBytesFuzzTest {
  @FuzzTest
  void socketIsReadOrRefused(byte[] bytes) {
    for (byte[] some : new byte[][] {bytes, Arrays.copyOf(bytes, SocketFdInfo.SIZE)}) {
      try {
        SocketRow row = SocketInfo.row(ByteBuffer.wrap(some));
        assertThat(row == null || row.local().port() > 0 || !row.protocol().hasPorts()).isTrue();
      } catch (DecodeException e) {
        assertThat(e.getMessage()).contains("at offset");
      }
    }
  }

  @FuzzTest
  void listsAreReadOrRefused(byte[] bytes) {
    try {
      assertThat(FdList.sockets(ByteBuffer.wrap(bytes)))
          .hasSizeLessThanOrEqualTo(bytes.length / FdInfo.SIZE);
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
    try {
      int[] pids = PidList.pids(ByteBuffer.wrap(bytes));
      assertThat(pids).hasSizeLessThanOrEqualTo(bytes.length / Libproc.PID_SIZE);
      assertThat(Arrays.stream(pids)).allMatch(pid -> pid > 0);
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
  }

  @FuzzTest
  void processIsReadOrRefused(byte[] bytes) {
    ByteBuffer whole =
        ByteBuffer.wrap(Arrays.copyOf(bytes, BsdInfo.SIZE)).order(ByteOrder.LITTLE_ENDIAN);
    for (ByteBuffer some : new ByteBuffer[] {ByteBuffer.wrap(bytes), whole}) {
      try {
        ProcessInfo info = ProcessInfo.of(whole.getInt(BsdInfo.PBI_PID), some);
        assertThat(Math.multiplyExact(info.startMicros(), 1000)).isNotNegative();
        assertThat(info.longName().length()).isLessThanOrEqualTo(BsdInfo.PBI_NAME_SIZE);
      } catch (DecodeException e) {
        assertThat(e.getMessage()).contains("at offset");
      }
    }
  }
}
