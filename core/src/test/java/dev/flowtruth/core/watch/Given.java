package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;

/** Sockets, processes and owners for tests. */
final class Given {
  static final long NETNS = 4026531840L;

  private Given() {}

  static ProcessRef process(long pid, String name) {
    return process(pid, pid * 1000, name);
  }

  static ProcessRef process(long pid, long startId, String name) {
    return ProcessRef.builder(new ProcessId(pid, startId)).name(name).build();
  }

  static Owner creator(long pid) {
    return Owner.of(process(pid, "p" + pid), Role.CREATOR);
  }

  static Owner holder(long pid) {
    return Owner.of(process(pid, "p" + pid), Role.HOLDER);
  }

  static Ownership ownedBy(long pid) {
    return Ownership.of(creator(pid));
  }

  /** An established TCP socket from 10.0.0.1:local to 10.0.0.2:443. */
  static OpenSocket.Builder tcp(long cookie, int localPort) {
    return OpenSocket.builder(
            Protocol.TCP, Endpoint.of("10.0.0.1", localPort), Endpoint.of("10.0.0.2", 443))
        .cookie(cookie)
        .state(SocketState.ESTABLISHED)
        .netns(NETNS);
  }

  static OpenSocket tcpOwnedBy(long cookie, int localPort, long pid) {
    return tcp(cookie, localPort).ownership(ownedBy(pid)).build();
  }
}
