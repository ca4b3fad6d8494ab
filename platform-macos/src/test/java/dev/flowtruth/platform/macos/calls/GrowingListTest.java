package dev.flowtruth.platform.macos.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.layout.Errno;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists that are longer than their buffer, that grow and shrink meanwhile, and that lie. */
class GrowingListTest {
  private static final int ELEMENT = 8;

  private final List<Integer> sizes = new ArrayList<>();
  private final GrowingList list = new GrowingList(ELEMENT, 4, 1000);

  /** A kernel that has so many elements, and says so with slack. */
  private GrowingList.Call kernel(int elements) {
    return buffer -> {
      if (buffer == null) {
        return (elements + 20) * ELEMENT;
      }
      sizes.add(buffer.capacity() / ELEMENT);
      return Math.min(elements, buffer.capacity() / ELEMENT) * ELEMENT;
    };
  }

  @Test
  void listThatFitsIsReadOnce() throws SourceException {
    GrowingList.Filled filled = list.read("f", kernel(3));

    assertThat(filled.bytes().limit()).isEqualTo(3 * ELEMENT);
    assertThat(filled.isWhole()).isTrue();
    assertThat(sizes).containsExactly(4);
  }

  @Test
  void listThatFillsTheBufferMayBeCutOffAndIsReadAgain() throws SourceException {
    GrowingList.Filled filled = list.read("f", kernel(4));

    assertThat(filled.bytes().limit()).isEqualTo(4 * ELEMENT);
    assertThat(sizes).containsExactly(4, 30);
  }

  @Test
  void sizeIsKeptForTheNextReading() throws SourceException {
    list.read("f", kernel(100));
    sizes.clear();

    assertThat(list.read("f", kernel(100)).bytes().limit()).isEqualTo(100 * ELEMENT);
    assertThat(sizes).hasSize(1);
  }

  @Test
  void listThatShrinksToNothingMeanwhileIsEmpty() throws SourceException {
    GrowingList.Call shrinking =
        buffer -> buffer == null ? 21 * ELEMENT : sizes.isEmpty() ? full(buffer.capacity()) : 0;

    GrowingList.Filled filled = list.read("f", shrinking);
    assertThat(filled.bytes().limit()).isZero();
    assertThat(filled.isWhole()).isTrue();
  }

  private int full(int capacity) {
    sizes.add(capacity);
    return capacity;
  }

  @Test
  void listThatGrowsForEverIsTakenAsFarAsItWasRead() throws SourceException {
    GrowingList.Filled filled = list.read("f", kernel(Integer.MAX_VALUE / 16));

    assertThat(filled.isWhole()).isFalse();
    assertThat(filled.bytes().limit()).isEqualTo(1000 * ELEMENT);
    assertThat(sizes).hasSizeLessThan(10);
  }

  @Test
  void sizeThatNeverComesTrueGrowsTheBufferAllTheSame() throws SourceException {
    GrowingList.Filled filled =
        list.read("f", buffer -> buffer == null ? 0 : full(buffer.capacity()));

    assertThat(filled.isWhole()).isFalse();
    assertThat(sizes).hasSizeLessThan(12).isSorted();
  }

  @Test
  void refusalNamesCallAndErrno() {
    assertThatThrownBy(() -> list.read("proc_listpids", buffer -> -Errno.EPERM))
        .isInstanceOf(CallException.class)
        .hasMessageStartingWith("proc_listpids: errno 1 (");
    assertThatThrownBy(
            () -> list.read("f", buffer -> buffer == null ? -Errno.ESRCH : buffer.capacity()))
        .isInstanceOfSatisfying(
            CallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESRCH));
  }

  @Test
  void moreThanTheBufferHoldsIsRefused() {
    assertThatThrownBy(
            () -> list.read("f", buffer -> buffer == null ? 8 : buffer.capacity() + ELEMENT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("bytes into");
  }
}
