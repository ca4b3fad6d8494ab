package dev.flowtruth.platform.linux.calls;

import java.nio.ByteBuffer;

/** An array of counters that BPF programs keep for each processor. Not thread-safe. */
public final class BpfCounters {
  private final int map;
  private final int processors;
  private final ByteBuffer key = NativeBuffers.allocate(Integer.BYTES);
  private final ByteBuffer values;
  private final long[] sums;

  BpfCounters(int map, int count, int processors) {
    this.map = map;
    this.processors = processors;
    values = NativeBuffers.allocate(processors * Long.BYTES);
    sums = new long[count];
  }

  /** Each counter over all processors; the same array each time. */
  public long[] read() throws CallException {
    for (int i = 0; i < sums.length; i++) {
      key.putInt(0, i);
      if (LibBpf.bpf_map_lookup_elem(map, key, values) < 0) {
        throw CallException.last("bpf_map_lookup_elem(counter " + i + ")");
      }
      sums[i] = 0;
      for (int processor = 0; processor < processors; processor++) {
        sums[i] += values.getLong(processor * Long.BYTES);
      }
    }
    return sums;
  }
}
