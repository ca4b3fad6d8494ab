package dev.flowtruth.platform.linux.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flowtruth.core.model.IpAddress;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.linux.layout.Rtnetlink;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding of addresses and interfaces; messages are computed from linux/rtnetlink.h. */
class AddressMessageTest {
  @Test
  void onAPointToPointLinkOurOwnSideIsTheAddress() throws Exception {
    assertThat(decode(Messages.address()))
        .isEqualTo(new AddressMessage.Address(IpAddress.parse("10.0.0.1"), 24, 2));
  }

  @Test
  void otherFamiliesAreNoAddresses() throws Exception {
    assertThat(decode(Messages.address().put(Rtnetlink.ADDRESS_FAMILY, (byte) 7))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 33, ifa_prefixlen",
    "16, 7, IFA_LOCAL",
    "16, 2, nla_len",
    "16, 200, nla_len",
  })
  void oneImpossibleFieldIsNamed(int offset, int value, String field) {
    ByteBuffer message = Messages.address().put(offset, (byte) value);
    if (offset == 16) {
      message.putShort(offset, (short) value);
    }
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(message))
        .withMessageContaining(field);
  }

  @Test
  void anAddressWithoutAttributesIsRefused() {
    ByteBuffer part = Messages.cut(Messages.address(), Rtnetlink.ADDRESS_SIZE);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(part))
        .withMessageContaining("IFA_ADDRESS");
  }

  @FuzzTest
  void hostileBytesAreDecodedOrRefused(byte[] bytes) {
    ByteBuffer buffer = Messages.buffer(bytes.length).put(bytes);
    try {
      AddressMessage.address(buffer, 0, bytes.length);
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
    try {
      AddressMessage.link(buffer, 0, bytes.length);
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("offset");
    }
  }

  private static AddressMessage.Address decode(ByteBuffer message) throws DecodeException {
    return AddressMessage.address(message, 0, message.capacity());
  }
}
