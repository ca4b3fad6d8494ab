package dev.flowtruth.platform.windows.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.layout.Processes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text, times, SIDs and the two structures with text in them. */
class TextTest {
  private static ByteBuffer utf16(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void textEndsAtItsNulItsLengthOrTheBuffersEnd() {
    assertThat(Utf16.text(utf16("dns\0rubbish"), 0, 100)).isEqualTo("dns");
    assertThat(Utf16.text(utf16("dnscache"), 0, 3)).isEqualTo("dns");
    assertThat(Utf16.text(utf16("dns"), 0, 100)).isEqualTo("dns");
    assertThat(Utf16.text(utf16("J\u00fcrgen \ud83d\ude00"), 0, 100))
        .isEqualTo("J\u00fcrgen \ud83d\ude00");
    assertThat(Utf16.text(ByteBuffer.allocate(3), 2, 100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "134117316000000000, 2026-01-01T09:00:00Z",
    "116444736000000000, 1970-01-01T00:00:00Z",
    "116444736000000001, 1970-01-01T00:00:00.000000100Z"
  })
  void fileTimeCountsFrom1601(long fileTime, Instant moment) {
    assertThat(Instant.EPOCH.plusNanos(FileTime.toEpochNanos(fileTime))).isEqualTo(moment);
    assertThat(FileTime.ofEpochNanos(FileTime.toEpochNanos(fileTime))).isEqualTo(fileTime);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 116_444_735_999_999_999L})
  void fileTimeThatIsNoneIsUnknownAndNever1601(long fileTime) {
    assertThat(FileTime.toEpochNanos(fileTime)).isEqualTo(ProcessRef.UNKNOWN);
  }

  @Test
  void sidIsWrittenAsWindowsWritesIt() throws DecodeException {
    byte[] system = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
    byte[] user = {1, 2, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, -1, -1, -1, -1};

    assertThat(Sid.text(ByteBuffer.wrap(system), 0)).isEqualTo("S-1-5-18");
    assertThat(Sid.text(ByteBuffer.wrap(user), 0)).isEqualTo("S-1-5-21-4294967295");
  }

  @Test
  void sidThatLeadsOutOfItsBufferIsRefused() {
    byte[] lying = {1, 15, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};

    assertThatThrownBy(() -> Sid.text(ByteBuffer.wrap(lying), 0))
        .isInstanceOf(DecodeException.class)
        .hasMessage("SubAuthorityCount at offset 1: 15 parts");
    assertThatThrownBy(() -> Sid.text(ByteBuffer.wrap(lying), 8))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Sid.text(ByteBuffer.wrap(lying), -4))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void processEntryHasPidParentAndName(int pointer) {
    ByteBuffer entry = ByteBuffer.allocate(Processes.entrySize(pointer));
    entry.order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(Processes.ENTRY_PID, 812).putInt(Processes.entryParent(pointer), -1);
    entry.position(Processes.entryName(pointer)).put(utf16("svchost.exe"));

    assertThat(ProcessEntry.of(entry.rewind(), pointer))
        .isEqualTo(new ProcessEntry(812, 0xffff_ffffL, "svchost.exe"));
  }

  @Test
  void moduleNameIsFoundByItsPointerAndNeverOutsideTheBuffer() {
    long address = 0x7ff0_0000_1000L;
    ByteBuffer info = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    info.position(16).put(utf16("Dnscache\0")).rewind();

    assertThat(OwnerModule.name(info.putLong(0, address + 16), address, 8)).isEqualTo("Dnscache");
    assertThat(OwnerModule.name(info.putLong(0, 0), address, 8)).isEmpty();
    assertThat(OwnerModule.name(info.putLong(0, address + 64), address, 8)).isEmpty();
    assertThat(OwnerModule.name(info.putLong(0, address - 1), address, 8)).isEmpty();
    assertThat(OwnerModule.name(ByteBuffer.allocate(2), address, 8)).isEmpty();
  }
}
