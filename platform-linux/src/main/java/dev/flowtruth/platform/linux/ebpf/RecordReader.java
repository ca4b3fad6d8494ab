package dev.flowtruth.platform.linux.ebpf;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.decoder.BpfClose;
import dev.flowtruth.platform.linux.decoder.BpfProcess;
import dev.flowtruth.platform.linux.decoder.BpfSocket;
import dev.flowtruth.platform.linux.layout.RecordKind;
import dev.flowtruth.platform.linux.layout.SocketRecord;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Takes records from the ring, each to where it belongs, and counts them. Not thread-safe. */
public final class RecordReader {
  private final ByteBuffer data;
  private final BpfSocket socket;
  private final BpfClose close;
  private final BpfProcess process;
  private final SocketLedger sockets;
  private final ProcessLedger processes;
  private long opens;
  private long ownerChanges;
  private long releases;
  private final Map<Long, ProcessId> namespaces = new HashMap<>();
  private long lastNamespace;
  private boolean strangers;
  private boolean forked;

  public RecordReader(ByteBuffer data, SocketLedger sockets, ProcessLedger processes) {
    this.data = data;
    this.sockets = sockets;
    this.processes = processes;
    socket = new BpfSocket(data);
    close = new BpfClose(data);
    process = new BpfProcess(data);
  }

  /** Takes the record that lies there. */
  public void take(int offset, int length) throws DecodeException {
    if (length < Integer.BYTES) {
      throw new DecodeException("kind", offset, "only " + length + " bytes");
    }
    int kind = data.getInt(offset);
    switch (kind) {
      case RecordKind.CONNECT,
          RecordKind.LISTEN,
          RecordKind.BIND,
          RecordKind.USE,
          RecordKind.UNUSED -> {
        socket.at(offset, length);
        takeSocket();
      }
      case RecordKind.CLOSE -> {
        close.at(offset, length);
        releases++;
        sockets.closed(close);
      }
      case RecordKind.FORK, RecordKind.EXEC, RecordKind.EXIT, RecordKind.ARGUMENTS -> {
        process.at(offset, length);
        takeProcess(kind);
      }
      default -> throw new DecodeException("kind", offset, kind + " is none");
    }
  }

  private void takeSocket() throws DecodeException {
    if (socket.has(SocketRecord.FLAG_FIRST)) {
      opens++;
    } else if (!socket.has(SocketRecord.FLAG_REPEATED)) {
      ownerChanges++;
    }
    noteNamespace();
    sockets.told(socket);
  }

  /** Of those who use sockets in a namespace, the one who came last is remembered. */
  private void noteNamespace() {
    long netns = socket.netns();
    if (netns != lastNamespace && socket.pid() != 0) {
      lastNamespace = netns;
      ProcessId id = processes.idOf(socket);
      strangers |= namespaces.put(netns, id) == null;
    }
  }

  /** Who used a socket in which namespace lately. */
  public Map<Long, ProcessId> namespaces() {
    return namespaces;
  }

  private void takeProcess(int kind) throws DecodeException {
    switch (kind) {
      case RecordKind.FORK -> {
        LedgerProcess parent = processes.forked(process);
        forked |= parent != null && parent.holdsAny();
      }
      case RecordKind.EXEC -> sockets.executed(processes.executed(process), process.time());
      case RecordKind.ARGUMENTS -> processes.arguments(process);
      default -> processes.exited(process);
    }
  }

  /** True when a process that holds sockets forked since {@link #takeForks}. */
  public boolean hasForks() {
    return forked;
  }

  public void takeForks() {
    forked = false;
  }

  /** True when a namespace turned up that no record named before, since the last call. */
  public boolean takeStrangers() {
    boolean any = strangers;
    strangers = false;
    return any;
  }

  /** Records that were to tell of a socket for the first time. */
  public long opens() {
    return opens;
  }

  /** Records of further users and endpoints. */
  public long ownerChanges() {
    return ownerChanges;
  }

  public long releases() {
    return releases;
  }
}
