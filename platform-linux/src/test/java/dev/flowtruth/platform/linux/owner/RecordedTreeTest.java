package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.spi.SocketSource.Look;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be brought about at will on a living system: over a tree made up by hand. */
class RecordedTreeTest {
  private static final long INODE = 4711;

  @TempDir private Path root;
  private RecordedTree tree;
  private SocketOwners owners;
  private long nanos = 1;

  @BeforeEach
  void open() {
    tree = new RecordedTree(root).process(1, 5, "init");
    owners = new SocketOwners(root, false, false, () -> nanos);
  }

  @AfterEach
  void close() {
    owners.close();
  }

  @Test
  void reusedPidIsAnotherProcess() {
    tree.process(100, 1000, "first").socket(100, 3, INODE);
    poll(Look.FULL);
    assertThat(owners.holders(INODE))
        .extracting(ProcessRef::id)
        .containsExactly(new ProcessId(100, 1000));
    tree.process(100, 2000, "second").socket(100, 3, INODE);
    poll(Look.FULL);
    poll(Look.FULL);
    assertThat(owners.holders(INODE))
        .extracting(ProcessRef::id)
        .containsExactly(new ProcessId(100, 2000));
  }

  @Test
  void newSocketOfAReusedPidIsNeverTheOldProcesss() {
    tree.process(100, 1000, "first").socket(100, 3, INODE);
    poll(Look.FULL);
    tree.process(100, 2000, "second").socket(100, 3, INODE + 1);
    for (int i = 0; i < 3; i++) {
      owners.pass(new long[] {INODE + 1}, 1, Look.POLL);
      assertThat(owners.holders(INODE + 1))
          .extracting(ProcessRef::id)
          .doesNotContain(new ProcessId(100, 1000));
    }
    assertThat(owners.holders(INODE + 1)).extracting(ProcessRef::name).containsExactly("second");
  }

  @Test
  void socketThatNobodyHoldsIsSearchedForOnlyIfItOutlivesTheSearch() {
    poll(Look.FULL);
    assertThat(owners.searchedEverywhere(INODE)).isFalse();
    poll(Look.POLL);
    assertThat(owners.searchedEverywhere(INODE)).isTrue();
  }

  @Test
  void socketThatAppearedDuringAWalkIsNotSearchedForByIt() {
    for (int pid = 100; pid < 110; pid++) {
      tree.process(pid, pid, "p" + pid);
    }
    owners.pass(new long[0], 0, Look.FULL);
    owners.pass(new long[0], 0, Look.POLL); // begins the next walk
    tree.socket(100, 3, INODE); // which has passed this process already, or will not
    boolean wasFound = false;
    for (int i = 0; i < 200; i++) {
      poll(Look.POLL);
      wasFound |= !owners.holders(INODE).isEmpty();
      assertThat(owners.searchedEverywhere(INODE)).isFalse();
    }
    assertThat(wasFound).isTrue();
  }

  @Test
  void searchEndsWhenTheLastHolderIsGoneAndBeginsAnew() {
    tree.process(100, 1000, "holder").socket(100, 3, INODE);
    poll(Look.FULL);
    poll(Look.POLL);
    assertThat(owners.searchedEverywhere(INODE)).isFalse();
    tree.close(100, 3);
    poll(Look.FULL);
    assertThat(owners.holders(INODE)).isEmpty();
    poll(Look.FULL);
    poll(Look.POLL);
    assertThat(owners.searchedEverywhere(INODE)).isTrue();
  }

  @Test
  void hiddenFirstProcessMakesBlind() {
    poll(Look.FULL);
    assertThat(owners.isBlind()).isFalse();
    tree.remove(1).process(100, 1000, "own");
    poll(Look.FULL);
    poll(Look.POLL);
    assertThat(owners.isBlind()).isTrue();
    assertThat(owners.searchedEverywhere(INODE)).isFalse();
  }

  @Test
  void impossibleStatIsAProcessThatCannotBeReadAndATrouble() {
    tree.process(100, 1000, "odd").socket(100, 3, INODE).write(100, "stat", "100 odd S 1");
    poll(Look.FULL);
    assertThat(owners.holders(INODE)).isEmpty();
    assertThat(owners.trouble()).contains("100/stat").contains("comm");
  }

  @Test
  void missingRootIsAnErrorThatNamesCallAndCause() {
    assertThatThrownBy(() -> new SocketOwners(root.resolve("none"), false, false))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("open ")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void walkFindsASecondHolderThatNothingPointsTo() {
    tree.process(100, 1000, "first").socket(100, 3, INODE).process(200, 1000, "second");
    poll(Look.FULL);
    for (int i = 0; i < 10; i++) {
      poll(Look.POLL); // 200 is not new any more
    }
    tree.socket(200, 9, INODE);
    int passes = 0;
    while (owners.holders(INODE).size() < 2) {
      assertThat(passes++).isLessThan(20);
      poll(Look.POLL);
    }
  }

  private void poll(Look look) {
    nanos += 1_000_000_000L;
    owners.pass(new long[] {INODE}, 1, look);
    nanos++;
  }
}
