package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Records as no program of ours writes them are refused with field and offset. */
class BpfRecordsFuzzTest {
  @FuzzTest
  void socketIsReadOrRefused(byte[] bytes) {
    BpfSocket socket = new BpfSocket(buffer(bytes));
    try {
      socket.at(0, bytes.length);
      assertThat(socket.comm().length()).isLessThanOrEqualTo(16);
      assertThat(socket.row().local()).isNotNull();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
  }

  @FuzzTest
  void closeIsReadOrRefused(byte[] bytes) {
    BpfClose close = new BpfClose(buffer(bytes));
    try {
      close.at(0, bytes.length);
      assertThat(close.bytesSent() + close.bytesReceived() + close.time()).isNotNull();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
  }

  @FuzzTest
  void processIsReadOrRefused(byte[] bytes) {
    BpfProcess process = new BpfProcess(buffer(bytes));
    try {
      process.at(0, bytes.length);
      assertThat(process.executable()).isNotEmpty();
      assertThat(process.arguments()).isNotNull();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).contains("at offset");
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
