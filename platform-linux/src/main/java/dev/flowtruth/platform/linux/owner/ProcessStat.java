package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.core.spi.DecodeException;
import java.util.Arrays;

/**
 * What {@code /proc/PID/stat} tells ({@code proc_pid_stat(5)}, fs/proc/array.c): fields separated
 * by blanks, of which the second is a name in parentheses that may hold anything.
 *
 * @param comm bytes of the name as they stand there, a line feed and a backslash escaped
 * @param state field 3
 * @param parent field 4
 * @param flags field 9, {@code PF_*}
 * @param threads field 20
 * @param startTicks field 22: clock ticks since boot
 * @param startStack field 28: where the image's stack begins; 0 when there is no image, or when it
 *     may not be read
 * @param argumentStart field 48: where the image's arguments begin
 */
record ProcessStat(
    Comm comm,
    char state,
    int parent,
    long flags,
    int threads,
    long startTicks,
    long startStack,
    long argumentStart) {

  /** {@code PF_KTHREAD} in {@code linux/sched.h}. */
  private static final long KERNEL_THREAD = 0x00200000;

  private static final int FIRST_FIELD = 3;
  private static final int FIELDS_NEEDED = 22;

  /** A thread of the kernel: it has neither an executable nor descriptors. */
  boolean isKernelThread() {
    return (flags & KERNEL_THREAD) != 0;
  }

  /** The first thread has ended, and with it what /proc tells of the process; others live on. */
  boolean isLeaderGone() {
    return state == 'Z' && threads > 1;
  }

  static ProcessStat parse(byte[] text) throws DecodeException {
    int open = indexOf(text, '(');
    int close = lastIndexOf(text, ')');
    if (open < 0 || close < open) {
      throw new DecodeException("comm", 0, "no name in parentheses");
    }
    Fields fields = new Fields(text, close + 1);
    return new ProcessStat(
        new Comm(Arrays.copyOfRange(text, open + 1, close)),
        fields.character(3),
        (int) fields.number(4),
        fields.number(9),
        (int) fields.number(20),
        fields.number(22),
        fields.optionalNumber(28),
        fields.optionalNumber(48));
  }

  private static int indexOf(byte[] text, char wanted) {
    int at = 0;
    while (at < text.length && text[at] != wanted) {
      at++;
    }
    return at == text.length ? -1 : at;
  }

  private static int lastIndexOf(byte[] text, char wanted) {
    int at = text.length - 1;
    while (at >= 0 && text[at] != wanted) {
      at--;
    }
    return at;
  }

  /** The fields after the name, by their number in the manual page. */
  private static final class Fields {
    private final String[] values;
    private final int offset;

    Fields(byte[] text, int from) throws DecodeException {
      offset = from;
      values = LenientText.of(text, from, text.length).strip().split(" ", -1);
      if (values.length < FIELDS_NEEDED - FIRST_FIELD + 1) {
        throw new DecodeException("stat", from, values.length + " fields after the name");
      }
    }

    char character(int field) throws DecodeException {
      String value = values[field - FIRST_FIELD];
      if (value.length() != 1) {
        throw wrong(field, value);
      }
      return value.charAt(0);
    }

    /** Large unsigned values come out negative, which is as good for comparing. */
    long number(int field) throws DecodeException {
      String value = values[field - FIRST_FIELD];
      try {
        return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
      } catch (NumberFormatException e) {
        throw wrong(field, value);
      }
    }

    long optionalNumber(int field) throws DecodeException {
      return field - FIRST_FIELD < values.length ? number(field) : 0;
    }

    private DecodeException wrong(int field, String value) {
      return new DecodeException("stat field " + field, offset, "'" + value + "'");
    }
  }
}
