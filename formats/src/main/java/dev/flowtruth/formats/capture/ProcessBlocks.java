package dev.flowtruth.formats.capture;

import dev.flowtruth.core.model.ProcessRef;

/** The blocks that describe a process. */
final class ProcessBlocks {
  private ProcessBlocks() {}

  /** Apple's Darwin Process Event Block. */
  static byte[] darwin(ProcessRef process, Endian order) {
    return new BlockBuilder(order, Pcapng.DARWIN_PROCESS)
        .add32((int) process.pid())
        .option(Pcapng.DARWIN_NAME, process.name())
        .endOptions()
        .build();
  }

  /** Wireshark's Process Information Block: a custom block whose entry is little-endian. */
  static byte[] information(ProcessRef process, Endian order) {
    byte[] entry = entry(process);
    byte[] head =
        new BlockBuilder(Endian.LITTLE).add32(Pcapng.PROCESS_ENTRY).add32(entry.length).bytes();
    return new BlockBuilder(order, Pcapng.CUSTOM)
        .add32(Pcapng.WIRESHARK)
        .add(head)
        .add(entry)
        .build();
  }

  /** Command lines are left out: they may hold secrets. */
  private static byte[] entry(ProcessRef process) {
    BlockBuilder entry = new BlockBuilder(Endian.LITTLE).add32((int) process.pid());
    entry.option(Pcapng.PROCESS_NAME, process.name());
    String path = process.executable();
    if (path != null) {
      entry.option(Pcapng.PROCESS_PATH, path);
    }
    if (!process.parents().isEmpty()) {
      entry.option32(Pcapng.PROCESS_PARENT, (int) process.parents().get(0).pid());
    }
    if (process.uid() >= 0) {
      entry.option32(Pcapng.PROCESS_UID, process.uid());
    }
    String user = process.user();
    if (user != null) {
      entry.option(Pcapng.PROCESS_USER, user);
    }
    if (process.startNanos() != ProcessRef.UNKNOWN) {
      entry.add16(Pcapng.PROCESS_START).add16(8).add64(process.startNanos());
    }
    return entry.endOptions().bytes();
  }
}
