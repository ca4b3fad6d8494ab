package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Netlink;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The framing; datagrams are computed from linux/netlink.h. */
class NetlinkMessagesTest {
  @Test
  void messagesFollowEachOtherAtMultiplesOfFour() throws Exception {
    ByteBuffer datagram = datagram();
    NetlinkMessages messages = new NetlinkMessages(datagram);
    messages.begin(datagram.capacity());
    assertThat(messages.advance()).isTrue();
    assertThat(messages.type()).isEqualTo(20);
    assertThat(messages.payloadLength()).isEqualTo(1);
    assertThat(messages.advance()).isTrue();
    assertThat(messages.type()).isEqualTo(Netlink.ERROR);
    assertThat(messages.errno()).isEqualTo(2);
    assertThat(messages.advance()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 41, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void anImpossibleLengthIsNamed(int length) {
    ByteBuffer datagram = datagram().putInt(Netlink.LENGTH, length);
    NetlinkMessages messages = new NetlinkMessages(datagram);
    messages.begin(datagram.capacity());
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(messages::advance)
        .withMessageStartingWith("nlmsg_len at offset 0");
  }

  @Test
  void aDatagramThatEndsWithinAHeaderIsRefused() throws Exception {
    NetlinkMessages messages = new NetlinkMessages(datagram());
    messages.begin(30);
    assertThat(messages.advance()).isTrue();
    assertThatExceptionOfType(DecodeException.class).isThrownBy(messages::advance);
  }

  @FuzzTest
  void hostileDatagramsEndSoon(byte[] bytes) {
    NetlinkMessages messages = new NetlinkMessages(Messages.buffer(bytes.length).put(bytes));
    messages.begin(bytes.length);
    int count = 0;
    try {
      while (messages.advance()) {
        count++;
        assertThat(messages.payload() + messages.payloadLength()).isLessThanOrEqualTo(bytes.length);
      }
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
    assertThat(count).isLessThanOrEqualTo(bytes.length / Netlink.HEADER_SIZE);
  }

  /** A message with one byte of payload, padded, and an error with number 2. */
  private static ByteBuffer datagram() {
    ByteBuffer b = Messages.buffer(40);
    b.putInt(Netlink.LENGTH, 17).putShort(Netlink.TYPE, (short) 20);
    b.putInt(20 + Netlink.LENGTH, 20).putShort(20 + Netlink.TYPE, (short) Netlink.ERROR);
    return b.putInt(36, -2);
  }
}
