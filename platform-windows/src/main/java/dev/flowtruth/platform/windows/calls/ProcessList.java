package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import dev.flowtruth.platform.windows.layout.Processes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system's list of processes; {@code tlhelp32.h}. One thread at a time. */
final class ProcessList {
  /** More processes than any Windows runs: a list that does not end is cut here. */
  private static final int MOST = 1 << 20;

  private static final Pointer INVALID_HANDLE = Pointer.createConstant(-1);

  private final Optional<Function> create = kernel("CreateToolhelp32Snapshot");
  private final Optional<Function> first = kernel("Process32FirstW");
  private final Optional<Function> next = kernel("Process32NextW");
  private final Optional<Function> close = kernel("CloseHandle");

  private static Optional<Function> kernel(String name) {
    return Libraries.function("kernel32", name);
  }

  /** Empty where the system has no such list. */
  List<ProcessEntry> read() {
    if (create.isEmpty() || first.isEmpty() || next.isEmpty() || close.isEmpty()) {
      return List.of();
    }
    Object[] all = {Processes.TH32CS_SNAPPROCESS, 0};
    Pointer snapshot = (Pointer) create.get().invoke(Pointer.class, all);
    if (snapshot == null || snapshot.equals(INVALID_HANDLE)) {
      return List.of();
    }
    try {
      return entries(snapshot, first.get(), next.get());
    } finally {
      close.get().invokeInt(new Object[] {snapshot});
    }
  }

  private static List<ProcessEntry> entries(Pointer snapshot, Function first, Function next) {
    int size = Processes.entrySize(Native.POINTER_SIZE);
    ByteBuffer entry = NativeBuffers.allocate(size);
    entry.putInt(0, size);
    List<ProcessEntry> entries = new ArrayList<>();
    Object[] arguments = {snapshot, entry};
    int more = first.invokeInt(arguments);
    while (more != 0 && entries.size() < MOST) {
      entries.add(ProcessEntry.of(entry, Native.POINTER_SIZE));
      more = next.invokeInt(arguments);
    }
    return entries;
  }
}
