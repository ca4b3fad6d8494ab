package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.flowtruth.platform.linux.layout.SchedulingAttributes;
import java.nio.ByteBuffer;

/**
 * Asks for short slices of processor time, which takes no rights: who asks for little at once is
 * let in sooner, between the longer slices of others. And to come before others, where CAP_SYS_NICE
 * is at hand: for a thread that mostly sleeps.
 */
public final class ShortSlice {
  private static final int THIS_THREAD = 0;
  private static final int PRIO_PROCESS = 0;

  /** Shorter than what others get (0.7 to 3 ms), and long enough to finish a search in one. */
  private static final long NANOS = 500_000;

  /**
   * By what it is less nice to others, where CAP_SYS_NICE is at hand; the kernel cuts it at -20.
   */
  private static final int SOONER = -20;

  static {
    Native.register(ShortSlice.class, NativeLibrary.getProcess());
  }

  private ShortSlice() {}

  private static native int getpriority(int which, int who);

  private static native long syscall(long number, int thread, ByteBuffer attributes, int flags);

  /**
   * For the calling thread, from now on.
   *
   * @return false where the kernel would not; Linux before 6.12 takes no notice of it
   */
  public static boolean ask() {
    int nice = getpriority(PRIO_PROCESS, THIS_THREAD);
    return set(nice + SOONER) || set(nice);
  }

  private static boolean set(int nice) {
    ByteBuffer attributes = NativeBuffers.allocate(SchedulingAttributes.SIZE);
    attributes.putInt(SchedulingAttributes.SIZE_FIELD, SchedulingAttributes.SIZE);
    attributes.putInt(SchedulingAttributes.NICE, nice);
    attributes.putLong(SchedulingAttributes.RUNTIME, NANOS);
    return syscall(SystemCalls.SCHED_SETATTR, THIS_THREAD, attributes, 0) == 0;
  }
}
