package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What libbpf says while it works: its warnings, and the verifier's log. */
final class LibBpfWords {
  /** {@code enum libbpf_print_level}: warnings only, which hold the verifier's log too. */
  private static final int WARNING = 0;

  private static final int LONGEST = 1 << 16;

  /** {@code libbpf_print_fn_t}; the last argument is a {@code va_list}. */
  interface Print extends Callback {
    int print(int level, Pointer format, Pointer arguments);
  }

  private static final List<String> HEARD = new ArrayList<>();
  private static final ByteBuffer TEXT = NativeBuffers.allocate(LONGEST);

  /** Kept for ever: the library may call it as long as it knows it. */
  private static final Print PRINT = LibBpfWords::hear;

  private LibBpfWords() {}

  /** Its lines during the work, oldest first. */
  static synchronized List<String> during(Runnable work) {
    HEARD.clear();
    LibBpf.libbpf_set_print(Pointer.nativeValue(CallbackReference.getFunctionPointer(PRINT)));
    try {
      work.run();
    } finally {
      LibBpf.libbpf_set_print(0);
    }
    return List.copyOf(HEARD);
  }

  /** A va_list is passed by its address where we run, and is only good inside this call. */
  private static int hear(int level, Pointer format, Pointer arguments) {
    if (level > WARNING) {
      return 0;
    }
    int length = LibC.vsnprintf(TEXT, LONGEST, format, arguments);
    byte[] text = new byte[Math.max(0, Math.min(length, LONGEST - 1))];
    TEXT.get(0, text);
    new String(text, StandardCharsets.UTF_8).lines().forEach(HEARD::add);
    return length;
  }
}
