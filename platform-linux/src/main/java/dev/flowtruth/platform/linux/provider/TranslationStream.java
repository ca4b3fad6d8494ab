package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.core.watch.SocketEvent;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The address translations of one network namespace, as the kernel's connection tracking tells of
 * them: {@link SocketEvent.TranslationChanged} when one begins and ends. Not thread-safe.
 *
 * <p>Where the kernel tracks no connections there is nothing to tell, until it does: a module may
 * be loaded later. Where it does, and does not let us see them, that is a {@link #gap}. Nothing
 * here makes the kernel track what it would not track anyway.
 */
final class TranslationStream implements AutoCloseable {
  private final long netns;
  private final NetlinkDump dump;
  private final int receiveBuffer;
  private final BooleanSupplier isPossible;
  private @Nullable ConntrackStream entries;
  private @Nullable Refusal refusal;
  private @Nullable Gap tooLate;
  private boolean isConfined;

  /** Why the entries cannot be seen, and what is known of them all the same. */
  private record Refusal(String why, ConntrackState state, long sinceNanos) {}

  /**
   * One that is not subscribed yet.
   *
   * @param isPossible whether the kernel can track connections by now
   */
  TranslationStream(long netns, NetlinkDump dump, int receiveBuffer, BooleanSupplier isPossible) {
    this.netns = netns;
    this.dump = dump;
    this.receiveBuffer = receiveBuffer;
    this.isPossible = isPossible;
  }

  /**
   * Subscribes in the namespace of the calling thread, if there is something to be told.
   *
   * @param dump may be shared with others of the same thread
   * @param receiveBuffer bytes for what was not drained yet
   */
  static TranslationStream open(long netns, NetlinkDump dump, int receiveBuffer) {
    TranslationStream stream =
        new TranslationStream(netns, dump, receiveBuffer, ConntrackState::isPossible);
    stream.openAgain();
    return stream;
  }

  /** True when the kernel can track connections now, which it could not when it was opened. */
  boolean wantsOpening() {
    return entries == null && refusal == null && !isConfined && isPossible.getAsBoolean();
  }

  /** Subscribes, called in the same namespace, when {@link #wantsOpening}. */
  void openAgain() {
    if (!wantsOpening()) {
      return;
    }
    try {
      entries = ConntrackStream.open(netns, dump, receiveBuffer);
    } catch (SourceException e) {
      String why = String.valueOf(e.getMessage());
      refusal = new Refusal(why, ConntrackState.here(), System.nanoTime());
    }
  }

  /**
   * Hands over what changed since the last call. The first one tells of all that are in force.
   *
   * @return how many datagrams there were
   */
  int drain(Consumer<SocketEvent> sink) throws SourceException {
    return entries == null || entries.isLeft() ? 0 : entries.drain(sink);
  }

  /**
   * Says that the rights to ask are about to be given up, in the namespace that stays open. What
   * the kernel tells by itself is handed over as before.
   */
  void confine(Consumer<SocketEvent> sink) throws SourceException {
    isConfined = true;
    if (entries != null) {
      entries.confine(sink);
    }
  }

  /**
   * Lets go of its namespace for good, but remembers what was in force, for {@link #gap} and {@link
   * #finish}.
   */
  void leave(Consumer<SocketEvent> sink) throws SourceException {
    isConfined = true;
    if (entries != null) {
      entries.leave(sink);
    }
  }

  /** Hands over, at the end of the watch, of what the end may not have been told. */
  void finish(Consumer<SocketEvent> sink) {
    if (entries != null) {
      entries.tellDoubts(sink);
    }
  }

  /** Hands over what is left, and ends all that are in force, as their namespace does. */
  void end(Consumer<SocketEvent> sink) throws SourceException {
    if (entries != null) {
      entries.end(sink);
    }
  }

  void addGap(List<Gap> gaps) {
    Gap hidden = gap();
    if (hidden != null) {
      gaps.add(hidden);
    }
  }

  /** What is hidden: null unless the namespace most likely translates and may not be asked. */
  @Nullable Gap gap() {
    if (entries != null) {
      return entries.gap();
    }
    if (isConfined && refusal == null && tooLate == null && isPossible.getAsBoolean()) {
      String why = "the kernel began to track connections after the rights to ask were given up";
      tooLate = Gaps.untranslated(netns, why, System.nanoTime());
    }
    if (tooLate != null) {
      return tooLate;
    }
    Refusal refused = refusal;
    if (refused == null || !refused.state().mayTranslate()) {
      return null;
    }
    return Gaps.untranslated(netns, refused.why(), refused.sinceNanos());
  }

  @Override
  public void close() {
    if (entries != null) {
      entries.close();
    }
    if (refusal != null) {
      refusal.state().close();
    }
  }
}
