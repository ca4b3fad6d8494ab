package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flowtruth.core.watch.SocketEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingWriterTest {
  @TempDir Path directory;

  @Test
  void fileIsItsUsersAlone() throws IOException {
    assumePosix();
    Path file = directory.resolve("r.jsonl");
    Samples.write(file, Samples.options(), List.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void fileBelongsToWhomTheOptionsName() throws IOException {
    assumePosix();
    assumeTrue(isRoot(), "only root can give a file away");
    Path file = directory.resolve("r.jsonl");
    RecordingOptions.FileOwner owner = new RecordingOptions.FileOwner(1234, 5678);
    Samples.write(file, Samples.options().withOwner(owner), List.of());
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(5678);
  }

  @Test
  void existingFileIsKeptUnlessItMayBeOverwritten() throws IOException {
    Path file = directory.resolve("r.jsonl");
    Files.writeString(file, "dear");
    assertThatThrownBy(() -> Samples.writer(file, Samples.options()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file + ": exists already; choose another name, or overwrite it with --force");
    assertThat(file).hasContent("dear");
    Samples.write(file, Samples.options().withOverwrite(true), List.of());
    assertThat(Samples.read(file)).hasSize(1);
  }

  @Test
  void directoryAndMissingDirectoryAreRefusedInOneSentence() {
    assertThatThrownBy(() -> Samples.writer(directory, Samples.options()))
        .hasMessage("cannot write " + directory + ": it is a directory");
    Path lost = directory.resolve("no/r.jsonl");
    assertThatThrownBy(() -> Samples.writer(lost, Samples.options()))
        .hasMessage("cannot create " + lost + ": no such file or directory");
  }

  @Test
  void deviceThatIsFullIsOneSentence() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full");
    assertThatThrownBy(() -> Samples.writer(full, Samples.options()))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write /dev/full: No space left on device");
  }

  @Test
  void fullDiskFailsOnceAndLeavesWhatWasWrittenReadable() throws Exception {
    assumeTrue(isRoot(), "only root can mount a small file system");
    Path disk = Files.createDirectory(directory.resolve("disk"));
    String[] mount = {"mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()};
    assumeTrue(run(mount) == 0, "mounting a tmpfs is not allowed here");
    try {
      fill(disk.resolve("r.jsonl"));
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path file) throws IOException {
    List<SocketEvent> events = new RandomEvents(4).make(5000);
    List<String> sentences = new ArrayList<>();
    RecordingWriter writer = Samples.writer(file, Samples.options());
    for (SocketEvent event : events) {
      try {
        writer.onEvent(event);
      } catch (UncheckedIOException e) {
        sentences.add(e.getCause().getMessage());
      }
    }
    writer.flush();
    writer.close();
    assertThat(sentences).containsExactly("cannot write " + file + ": No space left on device");
    assertThat(writer.failure().orElseThrow()).hasMessage(sentences.get(0));
    List<SocketEvent> read = Samples.read(file);
    assertThat(read).hasSizeGreaterThan(50);
    assertThat(read).isEqualTo(WallTimes.of(events).subList(0, read.size()));
  }

  @Test
  void eventOfASocketThatWasNeverOpenedIsRefused() throws IOException {
    List<SocketEvent> events = new RandomEvents(1).make(100);
    SocketEvent closed =
        events.stream().filter(SocketEvent.Closed.class::isInstance).findFirst().orElseThrow();
    try (RecordingWriter writer = Samples.writer(directory.resolve("r"), Samples.options())) {
      assertThatThrownBy(() -> writer.onEvent(closed))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("that was not opened");
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void assumePosix() {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "this file system has no permissions");
  }
}
