package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.ProcessRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processes that the blocks of a section describe. Not thread-safe. */
final class TellingProcesses {
  private static final int ENTRY = Pcapng.BODY + 4;
  private static final int ENTRY_PID = ENTRY + 8;
  private static final int ENTRY_OPTIONS = ENTRY + 12;

  /** No capture has as many; what comes beyond is not known. */
  private static final int MOST = 1 << 20;

  private final List<NamedProcess> darwin = new ArrayList<>();
  private final Map<Long, NamedProcess> byPid = new HashMap<>();

  /** Takes a block. */
  void read(Block block) {
    switch (block.type()) {
      case Pcapng.SECTION_HEADER -> {
        darwin.clear();
        byPid.clear();
      }
      case Pcapng.DARWIN_PROCESS -> readDarwin(block);
      case Pcapng.CUSTOM -> readCustom(block);
      default -> {
        // describes no process
      }
    }
  }

  /** The process of a Darwin block by its number in the section; null when there is none. */
  @Nullable NamedProcess darwin(long index) {
    return index < darwin.size() ? darwin.get((int) index) : null;
  }

  /** The process that was last described with this pid, else one of which no more is known. */
  NamedProcess byPid(long pid) {
    NamedProcess known = byPid.get(pid);
    return known == null ? NamedProcess.of(pid, "") : known;
  }

  private void readDarwin(Block block) {
    if (block.bodyEnd() < Pcapng.DARWIN_OPTIONS || darwin.size() == MOST) {
      return;
    }
    Described process = new Described(block.order().u32(block.data(), Pcapng.BODY));
    process.read(new Options(block, Pcapng.DARWIN_OPTIONS, block.bodyEnd()), false);
    darwin.add(process.build());
  }

  private void readCustom(Block block) {
    byte[] data = block.data();
    if (block.bodyEnd() < ENTRY_OPTIONS
        || block.order().int32(data, Pcapng.BODY) != Pcapng.WIRESHARK
        || Endian.LITTLE.int32(data, ENTRY) != Pcapng.PROCESS_ENTRY) {
      return;
    }
    long length = Endian.LITTLE.u32(data, ENTRY + 4);
    int end = (int) Math.min(block.bodyEnd(), ENTRY_PID + length);
    Described process = new Described(Endian.LITTLE.u32(data, ENTRY_PID));
    process.read(new Options(data, Endian.LITTLE, ENTRY_OPTIONS, end), true);
    if (byPid.size() < MOST) {
      byPid.put(process.pid, process.build());
    }
  }

  /** A process while its options are read. */
  private static final class Described {
    private final long pid;
    private String name = "";
    private @Nullable String path;
    private @Nullable String user;
    private int uid = -1;
    private long start = ProcessRef.UNKNOWN;

    Described(long pid) {
      this.pid = pid;
    }

    /**
     * Reads options.
     *
     * @param all true for a Process Information Block, false for Darwin's, which has names alone
     */
    void read(Options options, boolean all) {
      while (options.next()) {
        if (options.code() == Pcapng.PROCESS_NAME) {
          name = options.text();
        } else if (options.code() == Pcapng.PROCESS_PATH) {
          path = options.text();
        } else if (all) {
          readMore(options);
        }
      }
    }

    private void readMore(Options options) {
      byte[] data = options.data();
      if (options.code() == Pcapng.PROCESS_UID && options.length() == 4) {
        uid = Endian.LITTLE.int32(data, options.value());
      } else if (options.code() == Pcapng.PROCESS_USER) {
        user = options.text();
      } else if (options.code() == Pcapng.PROCESS_START && options.length() == 8) {
        start = Endian.LITTLE.int64(data, options.value());
      }
    }

    NamedProcess build() {
      return new NamedProcess(pid, name, path, start, uid, user);
    }
  }
}
