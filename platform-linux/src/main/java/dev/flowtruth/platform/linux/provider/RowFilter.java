package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.model.SocketState;
import dev.flowtruth.platform.linux.decoder.SocketRow;

/** Which rows of a text table a poll takes in: text cannot be asked for some states only. */
final class RowFilter {
  private RowFilter() {}

  /** False for what no process can hold: TIME_WAIT, and requests that are not connections yet. */
  static boolean isLive(SocketRow row) {
    return !row.remains() && row.state() != SocketState.SYN_RECV;
  }
}
