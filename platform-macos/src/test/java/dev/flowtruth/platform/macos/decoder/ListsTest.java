package dev.flowtruth.platform.macos.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.macos.layout.BsdInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Lists of descriptors and processes, and what processes say of themselves. */
class ListsTest {
  private static ByteBuffer ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.flip();
  }

  @Test
  void onlySocketsAreTakenFromDescriptors() throws DecodeException {
    int vnode = 1;
    int socket = 2;

    assertThat(FdList.sockets(ints(0, vnode, 3, socket, 9, 5, 1000, socket)))
        .containsExactly(3, 1000);
    assertThat(FdList.sockets(ints())).isEmpty();
  }

  @Test
  void listThatEndsWithinAnElementIsRefused() {
    assertThatThrownBy(() -> FdList.sockets(ints(3, 2, 4)))
        .hasMessage("proc_fdinfo at offset 8: 4 bytes of 8");
    assertThatThrownBy(() -> PidList.pids(ints(7).limit(3)))
        .hasMessage("pid_t at offset 0: 3 bytes of 4");
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> FdList.sockets(ints(3, 2, -1, 2)))
        .hasMessage("proc_fd at offset 8: -1, which is negative");
    assertThatThrownBy(() -> PidList.pids(ints(1, -5)))
        .hasMessage("pid_t at offset 4: -5, which is negative");
  }

  @Test
  void processIsListedOnceAndTheKernelNotAtAll() throws DecodeException {
    assertThat(PidList.pids(ints(99, 0, 7, 99, 1))).containsExactly(99, 7, 1);
  }

  @Test
  void processHasItsNamesAndItsStartInMicroseconds() throws DecodeException {
    ByteBuffer bytes =
        ProcessBytes.full(7, 1, 501, "a-program-of-a-long-name", 1_700_000_000_000_123L);

    assertThat(ProcessInfo.of(7, bytes))
        .isEqualTo(
            new ProcessInfo(
                1, 501, "a-program-of-a-", "a-program-of-a-long-name", 1_700_000_000_000_123L));
  }

  @Test
  void textWithoutItsNulEndsWithItsField() throws DecodeException {
    ByteBuffer bytes = ProcessBytes.full(7, 1, 501, "", 1);
    for (int i = 0; i < BsdInfo.PBI_COMM_SIZE; i++) {
      bytes.put(BsdInfo.PBI_COMM + i, (byte) 'x');
    }
    assertThat(ProcessInfo.of(7, bytes).comm()).isEqualTo("x".repeat(16));
  }

  @Test
  void answerAboutAnotherProcessIsRefused() {
    assertThatThrownBy(() -> ProcessInfo.of(7, ProcessBytes.full(8, 1, 0, "x", 1)))
        .hasMessage("pbi_pid at offset 12: 8, and process 7 was asked for");
    assertThatThrownBy(() -> ProcessInfo.ofShort(7, ProcessBytes.brief(8, 1, 0, "x")))
        .hasMessage("pbsi_pid at offset 0: 8, and process 7 was asked for");
  }

  @Test
  void impossibleStartIsRefused() {
    ByteBuffer bytes = ProcessBytes.full(7, 1, 0, "x", 1);
    assertThatThrownBy(() -> ProcessInfo.of(7, bytes.putLong(BsdInfo.PBI_START_TVUSEC, 1_000_000)))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("pbi_start_tvusec at offset 128");
    assertThatThrownBy(() -> ProcessInfo.of(7, bytes.putLong(BsdInfo.PBI_START_TVSEC, -1)))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("pbi_start_tvsec at offset 120");
  }
}
