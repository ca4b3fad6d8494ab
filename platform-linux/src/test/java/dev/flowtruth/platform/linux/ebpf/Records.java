package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.platform.linux.layout.CloseRecord;
import dev.flowtruth.platform.linux.layout.ExecRecord;
import dev.flowtruth.platform.linux.layout.ProcessRecord;
import dev.flowtruth.platform.linux.layout.RecordKind;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Records as the BPF programs write them, one at a time in one buffer. */
final class Records {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ESTABLISHED = 1;
  static final int SYN_SENT = 2;
  static final int CLOSE = 7;
  static final int LISTEN = 10;
  static final long NETNS = 4026531840L;

  private static final long TICK = 10_000_000L;
  private static final int AF_INET = 2;

  final ByteBuffer buffer = ByteBuffer.allocate(8192).order(ByteOrder.nativeOrder());

  /** A socket of 10.0.0.1, and a process whose start in ticks is its pid. */
  Records socket(int kind, int pid, long time, long cookie) {
    clear();
    buffer.putInt(SocketRecord.KIND, kind);
    buffer.putInt(SocketRecord.PID, pid);
    buffer.putLong(SocketRecord.TIME, time);
    buffer.putLong(SocketRecord.COOKIE, cookie);
    buffer.putLong(SocketRecord.INODE, cookie + 1000);
    buffer.putLong(SocketRecord.START, pid * TICK);
    buffer.putInt(SocketRecord.NETNS, (int) NETNS);
    buffer.put(SocketRecord.FAMILY, (byte) AF_INET);
    name(SocketRecord.COMM, "comm" + pid);
    return kind == RecordKind.LISTEN
        ? tuple(TCP, LISTEN, 80, 0)
        : tuple(TCP, ESTABLISHED, 40000, 80);
  }

  /** Other ports, the peer at 10.0.0.2 unless its port is 0. */
  Records tuple(int protocol, int state, int localPort, int peerPort) {
    buffer.putShort(SocketRecord.PROTOCOL, (short) protocol);
    buffer.put(SocketRecord.STATE, (byte) state);
    network(SocketRecord.LOCAL_PORT, localPort);
    network(SocketRecord.PEER_PORT, peerPort);
    buffer.put(SocketRecord.LOCAL, new byte[] {10, 0, 0, 1});
    buffer.put(SocketRecord.PEER, new byte[] {10, 0, 0, (byte) (peerPort == 0 ? 0 : 2)});
    if (peerPort == 0) {
      buffer.putInt(SocketRecord.PEER, 0);
    }
    return this;
  }

  Records flags(int flags) {
    buffer.putInt(SocketRecord.FLAGS, flags);
    return this;
  }

  Records since(long time, int slackMicros) {
    buffer.putLong(SocketRecord.SINCE, time);
    buffer.putInt(SocketRecord.SLACK, slackMicros);
    return this;
  }

  Records close(int pid, long time, long cookie, int flags) {
    clear();
    buffer.putInt(CloseRecord.KIND, RecordKind.CLOSE);
    buffer.putInt(CloseRecord.PID, pid);
    buffer.putLong(CloseRecord.TIME, time);
    buffer.putLong(CloseRecord.COOKIE, cookie);
    buffer.putLong(CloseRecord.SENT, 517);
    buffer.putLong(CloseRecord.RECEIVED, 5231);
    buffer.putInt(CloseRecord.FLAGS, flags);
    buffer.putInt(CloseRecord.PROTOCOL, TCP);
    return this;
  }

  Records process(int kind, int pid, int parent, long time) {
    clear();
    buffer.putInt(ProcessRecord.KIND, kind);
    buffer.putInt(ProcessRecord.PID, pid);
    buffer.putLong(ProcessRecord.TIME, time);
    buffer.putLong(ProcessRecord.START, pid * TICK);
    buffer.putInt(ProcessRecord.PARENT, parent);
    name(ProcessRecord.COMM, "comm" + pid);
    return this;
  }

  /** An exec; the path as its names from the file upwards. */
  Records exec(int pid, int parent, long time, String... namesUpwards) {
    process(RecordKind.EXEC, pid, parent, time);
    byte[] path = (String.join("\0", namesUpwards) + "\0").getBytes(StandardCharsets.UTF_8);
    buffer.putInt(ExecRecord.PATH_LENGTH, path.length);
    buffer.put(ExecRecord.PATH, path);
    return this;
  }

  private void clear() {
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (byte) 0);
    }
  }

  private void name(int offset, String name) {
    buffer.put(offset, name.getBytes(StandardCharsets.UTF_8));
  }

  private void network(int offset, int port) {
    buffer.put(offset, (byte) (port >> 8));
    buffer.put(offset + 1, (byte) port);
  }
}
