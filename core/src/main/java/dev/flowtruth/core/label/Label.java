package dev.flowtruth.core.label;

import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one end of a flow: an owner with basis and certainty, or a reason. Exactly one
 * of basis and reason is there. Immutable.
 *
 * @param owner the process at this end; null exactly when there is a reason
 * @param owners everyone who held the socket during the flow, the owner first; with a reason all
 *     candidates (may be empty)
 * @param basis the rung that found it
 * @param certainty how sure its time is
 * @param reason why there is no single owner
 * @param socket what is known of the socket, null when none was found or several fit
 * @param publishedFor the container for which the owner publishes a port, by name, else by id;
 *     where none is known, its endpoint; null when the owner publishes none
 */
public record Label(
    @Nullable LabelledOwner owner,
    List<LabelledOwner> owners,
    @Nullable Basis basis,
    @Nullable Certainty certainty,
    @Nullable Reason reason,
    @Nullable SocketTimes socket,
    @Nullable String publishedFor) {

  /**
   * When and where the socket lived.
   *
   * @param openedNanos wall-clock ns since the epoch, {@link ProcessRef#UNKNOWN} when it was there
   *     before the recording
   * @param closedNanos likewise, {@link ProcessRef#UNKNOWN} when still open
   * @param netns inode number of its network namespace, 0 when unknown
   */
  public record SocketTimes(long openedNanos, long closedNanos, long netns) {}

  public Label {
    owners = List.copyOf(owners);
    if ((basis == null) == (reason == null)
        || (owner == null) != (basis == null)
        || (certainty == null) != (basis == null)) {
      throw new IllegalArgumentException("a label has owner, basis and certainty, or a reason");
    }
  }

  /** A label of an owner who publishes no port, or of nobody. */
  public Label(
      @Nullable LabelledOwner owner,
      List<LabelledOwner> owners,
      @Nullable Basis basis,
      @Nullable Certainty certainty,
      @Nullable Reason reason,
      @Nullable SocketTimes socket) {
    this(owner, owners, basis, certainty, reason, socket, null);
  }

  /** No single owner, and no candidates. */
  public static Label none(Reason reason) {
    return none(reason, List.of());
  }

  /** No single owner, but candidates. */
  public static Label none(Reason reason, List<LabelledOwner> candidates) {
    return new Label(null, candidates, null, null, reason, null);
  }

  public boolean isLabelled() {
    return basis != null;
  }
}
