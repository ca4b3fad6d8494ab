package dev.flowtruth.platform.linux.layout;

/**
 * {@code struct sched_attr} in its first version, in host byte order.
 *
 * <p>Source: {@code linux/sched/types.h}.
 */
public final class SchedulingAttributes {
  public static final int SIZE = 48;
  public static final int SIZE_FIELD = 0;
  public static final int NICE = 16;

  /** ns; of ordinary threads the slice, since Linux 6.12. Between 0.1 and 100 ms. */
  public static final int RUNTIME = 24;

  private SchedulingAttributes() {}
}
