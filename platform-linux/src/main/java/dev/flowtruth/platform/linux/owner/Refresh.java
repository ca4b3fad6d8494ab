package dev.flowtruth.platform.linux.owner;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads known descriptors again, so that a holder is a holder by a recent reading: those of young
 * sockets at every pass, the others in turn; and in the same way what their processes run.
 */
final class Refresh {
  private static final long MILLIS = 1_000_000L;

  /** Most sockets are short-lived: those that are not yet this old may end soon. */
  private static final long YOUNG_NANOS = 2000 * MILLIS;

  private static final int MOST_YOUNG = 512;

  /** Aim: in this time each older socket is read once. */
  private static final long SOCKETS_NANOS = 250 * MILLIS;

  private static final int FEWEST_SOCKETS = 64;
  private static final int MOST_SOCKETS = 2048;

  /** Aim: in this time each process that holds a socket is compared once. */
  private static final long PROCESSES_NANOS = 1000 * MILLIS;

  private static final int MOST_YOUNG_PROCESSES = 16;
  private static final int FEWEST_PROCESSES = 4;
  private static final int MOST_PROCESSES = 64;

  private final SocketTable sockets;
  private final DescriptorReader descriptors;
  private final ProcessImages images;
  private final List<Descriptor> scratch = new ArrayList<>();
  private int nextSocket;
  private int nextProcess;

  Refresh(SocketTable sockets, DescriptorReader descriptors, ProcessImages images) {
    this.sockets = sockets;
    this.descriptors = descriptors;
    this.images = images;
  }

  /** Reads the newest sockets' descriptors, as far as this pass has not done so yet. */
  void young(long passNanos) {
    List<TrackedSocket> listed = sockets.listed();
    int last = Math.max(0, listed.size() - MOST_YOUNG);
    int checks = MOST_YOUNG_PROCESSES;
    for (int at = listed.size() - 1; at >= last; at--) {
      TrackedSocket socket = listed.get(at);
      if (passNanos - socket.firstSightNanos > YOUNG_NANOS) {
        return;
      }
      read(socket, passNanos);
      checks = checkHolders(socket, checks);
    }
  }

  private int checkHolders(TrackedSocket socket, int most) {
    int left = most;
    scratch.clear();
    scratch.addAll(socket.descriptors);
    for (Descriptor descriptor : scratch) {
      if (left > 0 && images.isDue(descriptor.process)) {
        descriptors.check(descriptor.process);
        left--;
      }
    }
    return left;
  }

  /** Reads some of all sockets' descriptors, in turn. */
  void inTurn(long passNanos, long elapsedNanos) {
    List<TrackedSocket> listed = sockets.listed();
    int most = share(listed.size(), elapsedNanos, SOCKETS_NANOS, FEWEST_SOCKETS, MOST_SOCKETS);
    for (int i = 0; i < most; i++) {
      nextSocket = nextSocket + 1 < listed.size() ? nextSocket + 1 : 0;
      read(listed.get(nextSocket), passNanos);
    }
  }

  /** Reads a socket's known descriptors that were not read since then. */
  void read(TrackedSocket socket, long sinceNanos) {
    scratch.clear();
    for (Descriptor descriptor : socket.descriptors) {
      if (descriptor.readNanos < sinceNanos) {
        scratch.add(descriptor);
      }
    }
    for (Descriptor descriptor : scratch) {
      descriptors.read(descriptor.process, descriptor.number);
    }
  }

  /** Compares some of the processes that hold sockets with what they run, in turn. */
  void processesInTurn(List<TrackedProcess> processes, long elapsedNanos) {
    int most =
        share(processes.size(), elapsedNanos, PROCESSES_NANOS, FEWEST_PROCESSES, MOST_PROCESSES);
    int visits = processes.size();
    for (int checked = 0; checked < most && visits > 0; visits--) {
      nextProcess = nextProcess + 1 < processes.size() ? nextProcess + 1 : 0;
      TrackedProcess process = processes.get(nextProcess);
      if (process.ref != null && !process.isGone && images.isDue(process)) {
        descriptors.check(process);
        checked++;
      }
    }
  }

  /** All processes that hold sockets. */
  void allProcesses(List<TrackedProcess> processes) {
    for (TrackedProcess process : processes) {
      if (process.ref != null && !process.isGone && images.isDue(process)) {
        descriptors.check(process);
      }
    }
  }

  static int share(int all, long elapsedNanos, long cycleNanos, int fewest, int most) {
    double due = (double) all * elapsedNanos / cycleNanos;
    return Math.min(all, (int) Math.max(fewest, Math.min(most, Math.ceil(due))));
  }
}
