package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small texts that /proc and /etc hold. */
class ProcessTextTest {
  @Test
  void effectiveUserIsTheSecondOfFour() {
    String status = "Name:\tpasswd\nUmask:\t0022\nUid:\t1000\t0\t0\t0\nGid:\t1000\t5\t5\t5\n";
    assertThat(ProcessStatus.effectiveUser(bytes(status))).isZero();
    assertThat(ProcessStatus.effectiveUser(bytes("Name:\tUid:\t1\t2\t3\t4\n"))).isEqualTo(-1);
    assertThat(ProcessStatus.effectiveUser(new byte[0])).isEqualTo(-1);
  }

  @Test
  void argumentsEndWithNul() {
    assertThat(CommandLine.parse(bytes("a\0\0b c\0")).arguments()).containsExactly("a", "", "b c");
    assertThat(CommandLine.parse(new byte[0]).arguments()).isEmpty();
  }

  @Test
  void overwrittenArgumentsAreSeparatedByBlanks() {
    assertThat(CommandLine.parse(bytes("nginx: master\0")).arguments())
        .containsExactly("nginx:", "master");
    assertThat(CommandLine.parse(bytes("postgres: writer ")).arguments())
        .containsExactly("postgres:", "writer");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/gnome-terminal-server, gnome-terminal-, gnome-terminal-server",
    "/usr/bin/gnome-terminal-server, gnome-terminal, gnome-terminal",
    "/usr/bin/other, gnome-terminal-, gnome-terminal-",
    "'', gnome-terminal-, gnome-terminal-",
  })
  void cutNameIsExtendedByTheOneUnderWhichItWasCalled(String first, String comm, String name) {
    CommandLine line = CommandLine.parse(bytes(first.isEmpty() ? "" : first + "\0"));
    assertThat(line.extend(new Comm(bytes(comm)))).isEqualTo(name);
    assertThat(line.psutilName(new Comm(bytes(comm)))).isEqualTo(name);
  }

  @Test
  void nameCutWithinACharacterIsExtendedByItsBytesButNotByPsutil() {
    byte[] cut = new byte[15];
    System.arraycopy(bytes("ééééééééé"), 0, cut, 0, cut.length);
    CommandLine line = CommandLine.parse(bytes("ééééééééé\0"));
    assertThat(line.extend(new Comm(cut))).isEqualTo("ééééééééé");
    assertThat(line.psutilName(new Comm(cut))).isEqualTo("ééééééé\uFFFD");
  }

  @Test
  void firstLineOfAUserCounts() {
    String passwd =
        "root:x:0:0:root:/root:/bin/sh\n# note\n\ntoor:x:0:0::/:\nme:x:1000:1000\nx:y\n";
    assertThat(Users.parse(bytes(passwd)))
        .isEqualTo(Map.of(0, new Users.User("root", "/root"), 1000, new Users.User("me", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "socket:[4711], 4711",
    "socket:[4294967295], 4294967295",
    "socket:[], 0",
    "socket:[1x], 0",
    "socket:[99999999999999999999], 0",
    "pipe:[4711], 0",
    "/socket:[4711], 0",
    "socket:[4711, 0",
    "'', 0",
  })
  void onlyASocketsLinkHasAnInode(String target, long inode) {
    byte[] bytes = bytes(target);
    assertThat(SocketLink.inode(ByteBuffer.wrap(bytes), bytes.length)).isEqualTo(inode);
  }

  @Test
  void onlyNumbersAreTakenFromADirectory() {
    ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    for (String name : new String[] {".", "..", "self", "7", "12a", "4294967296", "815"}) {
      buffer.putLong(1).putLong(0).putShort((short) 32).put((byte) 4).put(bytes(name));
      buffer.position((buffer.position() + 31) / 32 * 32);
    }
    DirectoryEntries entries = new DirectoryEntries(buffer);
    entries.reset(buffer.position());
    assertThat(entries.next()).isEqualTo(7);
    assertThat(entries.next()).isEqualTo(815);
    assertThat(entries.next()).isEqualTo(DirectoryEntries.END);
    assertThat(entries.next()).isEqualTo(DirectoryEntries.END);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
