package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that a process can choose (its name, its arguments) or that come damaged. */
class HostileProcFuzzTest {
  @FuzzTest
  void statIsReadOrRefused(byte[] text) {
    try {
      ProcessStat stat = ProcessStat.parse(text);
      assertThat(stat.comm().text()).isNotNull();
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @FuzzTest
  void statusNeverFails(byte[] text) {
    ProcessStatus.effectiveUser(text);
  }

  @FuzzTest
  void controlGroupNamesNoContainerOfAnotherForm(byte[] text) {
    ContainerGroup container = ControlGroup.parse(text).container();
    assertThat(container == null || container.isNamed() || container.id().matches("[0-9a-f]{64}"))
        .isTrue();
  }

  @FuzzTest
  void argumentsNeverFail(byte[] text) {
    CommandLine line = CommandLine.parse(text);
    assertThat(line.psutilName(new Comm(text))).isNotNull();
    assertThat(line.extend(new Comm(text))).isNotNull();
  }

  @FuzzTest
  void usersNeverFail(byte[] text) {
    assertThat(Users.parse(text)).isNotNull();
  }

  @FuzzTest
  void directoryEntriesEnd(byte[] bytes) {
    DirectoryEntries entries =
        new DirectoryEntries(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    entries.reset(bytes.length);
    int count = 0;
    while (entries.next() != DirectoryEntries.END) {
      assertThat(count++).isLessThan(bytes.length);
    }
  }

  @FuzzTest
  void linkIsASocketsOrNot(byte[] target) {
    assertThat(SocketLink.inode(ByteBuffer.wrap(target), target.length)).isNotNegative();
  }
}
