package dev.flowtruth.platform.linux.provider;

import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.linux.calls.CallException;
import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.calls.NetlinkSocket;
import dev.flowtruth.platform.linux.decoder.NetlinkMessages;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;

/**
 * Asks for dumps and hands over the messages of the answers. The buffers are used again and again,
 * for any number of sockets. Not thread-safe.
 */
final class NetlinkDump {
  /** The kernel fills at most 32 KiB at a time. */
  private static final int BUFFER_SIZE = 1 << 16;

  private static final int REQUEST_SIZE = 128;

  private final ByteBuffer request = NativeBuffers.allocate(REQUEST_SIZE);
  private final ByteBuffer answer = NativeBuffers.allocate(BUFFER_SIZE);
  private final NetlinkMessages messages = new NetlinkMessages(answer);
  private int sequence;
  private boolean notified;

  /** Writes a request for a dump and returns its length. */
  @FunctionalInterface
  interface Request {
    int write(ByteBuffer buffer, int sequence);
  }

  /** Takes one message of the answer. */
  @FunctionalInterface
  interface Sink {
    void accept(int type, int offset, int length) throws SourceException;
  }

  /** What the answers are received into, in the host's byte order. */
  ByteBuffer answer() {
    return answer;
  }



  /** True when a notification came in the middle of the last dump. */
  boolean wasNotified() {
    return notified;
  }

  /**
   * One dump.
   *
   * @param what for the error's text
   * @return false when the table changed so that entries may be lacking
   * @throws CallException when the kernel refused
   */
  boolean read(NetlinkSocket socket, String what, Request wanted, Sink sink)
      throws SourceException {
    sequence++;
    notified = false;
    socket.send(request, wanted.write(request, sequence));
    try {
      return readAnswers(socket, what, sink);
    } catch (SourceException e) {
      settle(socket);
      throw e;
    }
  }

  private boolean readAnswers(NetlinkSocket socket, String what, Sink sink)
      throws SourceException {
    boolean complete = true;
    while (true) {
      int length = socket.receive(answer);
      if (length == NetlinkSocket.OVERFLOW) {
        notified = true;
        continue;
      }
      messages.begin(length);
      while (messages.advance()) {
        if (messages.sequence() != sequence) {
          notified = true;
          continue;
        }
        complete &= (messages.flags() & Netlink.DUMP_INTERRUPTED) == 0;
        if (isEnd(what)) {
          return complete;
        }
        sink.accept(messages.type(), messages.payload(), messages.payloadLength());
      }
    }
  }

  private boolean isEnd(String what) throws SourceException {
    int type = messages.type();
    if (type != Netlink.DONE && type != Netlink.ERROR) {
      return false;
    }
    int errno = messages.errno();
    if (errno != 0) {
      throw CallException.reported("netlink dump of " + what, errno);
    }
    return true;
  }

  /** Reads what is left of a broken answer: the kernel begins no new dump before its end. */
  private void settle(NetlinkSocket socket) throws SourceException {
    while (socket.poll(answer) != NetlinkSocket.NOTHING) {
      notified = true;
    }
  }
}
