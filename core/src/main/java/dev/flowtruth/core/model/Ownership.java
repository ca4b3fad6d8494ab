package dev.flowtruth.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a socket at one moment: one process, several, or nobody for a reason. There is never
 * both an owner and a reason, and never neither.
 *
 * @param owners every process that holds the socket, in the order in which they were found
 * @param absence why there is none: {@link Reason#KERNEL}, {@link Reason#NO_PERMISSION}, {@link
 *     Reason#TIME_WAIT}, {@link Reason#SEEN_WITHOUT_OWNER}, {@link Reason#OTHER_NAMESPACE}
 */
public record Ownership(List<Owner> owners, @Nullable Reason absence) {
  /** The kernel itself. */
  public static final Ownership KERNEL = absent(Reason.KERNEL);

  /** Nobody was found in time. */
  public static final Ownership UNSEEN = absent(Reason.SEEN_WITHOUT_OWNER);

  public Ownership {
    owners = List.copyOf(owners);
    if (owners.isEmpty() == (absence == null)) {
      throw new IllegalArgumentException("exactly one of owners and a reason is needed");
    }
  }

  public static Ownership of(List<Owner> owners) {
    return new Ownership(owners, null);
  }

  public static Ownership of(Owner... owners) {
    return new Ownership(List.of(owners), null);
  }

  public static Ownership absent(Reason reason) {
    return new Ownership(List.of(), reason);
  }

  public boolean isKnown() {
    return absence == null;
  }
}
