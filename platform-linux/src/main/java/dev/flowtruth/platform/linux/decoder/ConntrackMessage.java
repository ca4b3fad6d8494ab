package dev.flowtruth.platform.linux.decoder;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Translation;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Conntrack;
import java.nio.ByteBuffer;

/**
 * An entry of the connection tracking, as NETLINK_NETFILTER describes it. A cursor: one that does
 * not translate is told from one that does without allocating anything. Not thread-safe.
 */
public final class ConntrackMessage {
  private static final int ABSENT = -1;

  private final ByteBuffer buffer;
  private final Attributes attributes;
  private final ConntrackTuple original;
  private final ConntrackTuple reply;
  private int id;
  private int timesFrom;
  private int timesTo;
  private int told;

  /** A cursor over a buffer in the host's byte order. */
  public ConntrackMessage(ByteBuffer buffer) {
    this.buffer = buffer;
    attributes = new Attributes(buffer);
    original = new ConntrackTuple(buffer);
    reply = new ConntrackTuple(buffer);
  }

  /** Begins with the payload of a message. */
  public void at(int offset, int length) throws DecodeException {
    if (length < Conntrack.MESSAGE_SIZE) {
      throw new DecodeException("nfgenmsg", offset, "only " + length + " bytes");
    }
    boolean hasOriginal = false;
    boolean hasReply = false;
    id = 0;
    timesFrom = ABSENT;
    told = ABSENT;
    attributes.begin(offset + Conntrack.MESSAGE_SIZE, offset + length);
    while (attributes.advance()) {
      switch (attributes.type()) {
        case Conntrack.CTA_TUPLE_ORIG -> hasOriginal = read(original);
        case Conntrack.CTA_TUPLE_REPLY -> hasReply = read(reply);
        case Conntrack.CTA_ID -> id = buffer.getInt(attributes.value(Integer.BYTES, "CTA_ID"));
        case Conntrack.CTA_TIMESTAMP -> noteTimes();
        case Conntrack.CTA_TIMESTAMP_EVENT ->
            told = attributes.value(Long.BYTES, "CTA_TIMESTAMP_EVENT");
        default -> {}
      }
    }
    require(hasOriginal, "CTA_TUPLE_ORIG", offset);
    require(hasReply, "CTA_TUPLE_REPLY", offset);
  }

  private boolean read(ConntrackTuple tuple) throws DecodeException {
    tuple.read(attributes.value(), attributes.value() + attributes.length());
    return true;
  }

  private void noteTimes() {
    timesFrom = attributes.value();
    timesTo = timesFrom + attributes.length();
  }

  private static void require(boolean there, String name, int offset) throws DecodeException {
    if (!there) {
      throw new DecodeException(name, offset, "the message has none");
    }
  }

  /** True when the answer does not come from where it was asked, or does not go back there. */
  public boolean isTranslated() {
    return !reply.isMirrorOf(original);
  }

  /** What the entry translates, seen in this namespace. Ends that stay as they are, are shared. */
  public Translation translation(long netns) {
    Endpoint from = original.source(true);
    Endpoint to = original.destination(true);
    Endpoint answerer = reply.source(false);
    Endpoint answered = reply.destination(false);
    return new Translation(
        original.protocol(),
        netns,
        from,
        to,
        answerer.equals(to) ? to : answerer,
        answered.equals(from) ? from : answered);
  }

  /** The kernel's number of the entry; tells one from the next of the same tuples. */
  public int id() {
    return id;
  }

  /**
   * Wall-clock ns at which it began; {@link ProcessRef#UNKNOWN} where the kernel notes no times
   * ({@code nf_conntrack_timestamp}).
   */
  public long beganNanos() throws DecodeException {
    return time(Conntrack.CTA_TIMESTAMP_START, "CTA_TIMESTAMP_START");
  }

  /** Likewise, at which it ended. */
  public long endedNanos() throws DecodeException {
    return time(Conntrack.CTA_TIMESTAMP_STOP, "CTA_TIMESTAMP_STOP");
  }

  /** The time of this kind, else that of the event itself: one tells of a beginning or an end. */
  private long time(int type, String name) throws DecodeException {
    int at = ABSENT;
    if (timesFrom != ABSENT) {
      attributes.begin(timesFrom, timesTo);
      at = attributes.find(type, Long.BYTES, name);
    }
    int best = at == ABSENT ? told : at;
    return best == ABSENT ? ProcessRef.UNKNOWN : NetworkBytes.word(buffer, best);
  }
}
