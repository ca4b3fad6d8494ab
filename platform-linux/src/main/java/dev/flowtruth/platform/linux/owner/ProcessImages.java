package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.platform.linux.owner.ProcessReader.Reading;

/** Keeps what is told of processes true: compares with what they run now, and reads it anew. */
final class ProcessImages {
  private final ProcessReader reader;
  private long pass;

  ProcessImages(ProcessReader reader) {
    this.reader = reader;
  }

  ProcessReader reader() {
    return reader;
  }

  void beginPass(long newPass) {
    pass = newPass;
  }

  /** True when it was not compared in this pass yet. */
  boolean isDue(TrackedProcess process) {
    return process.isUnchecked || process.checkedPass != pass;
  }

  /** False when the process is not there any more, though another may have its pid. */
  boolean check(TrackedProcess process) {
    Image now = reader.image(process.pid);
    if (now == null || now.stat().startTicks() != process.id.startId()) {
      return false;
    }
    if (!isAsTold(process, now) && !read(process, now)) {
      return false;
    }
    process.checkedPass = pass;
    process.isUnchecked = false;
    return true;
  }

  private boolean isAsTold(TrackedProcess process, Image now) {
    return process.image != null
        && process.ref != null
        && process.image.isSame(now)
        && hasUser(process.pid, process.ref.uid());
  }

  /** A process may change its user without an exec; at its end it may not tell him any more. */
  private boolean hasUser(int pid, int told) {
    int now = reader.effectiveUser(pid);
    return now == told || now < 0;
  }

  private boolean read(TrackedProcess process, Image now) {
    Reading reading = reader.read(process.pid, now);
    if (reading.image() == null || reading.ref() == null) {
      return false;
    }
    process.setImage(reading.image(), reading.ref());
    return true;
  }
}
