package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** The first ones are the examples of RFC 5952, sections 1, 2 and 4. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0db8::1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:0:1::1, 2001:db8::1:0:0:1",
    "2001:DB8:0:0:1::1, 2001:db8::1:0:0:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    "2001:db8:aaaa:bbbb:cccc:dddd:0:1, 2001:db8:aaaa:bbbb:cccc:dddd:0:1",
    "2001:db8:0:0:0::1, 2001:db8::1",
    "2001:db8:0000:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "0:0:0:0:1:0:0:0, ::1:0:0:0",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::1.2.3.4, ::102:304",
    "::ffff:1.2.3.4, 1.2.3.4",
    "::ffff:102:304, 1.2.3.4",
    "0:0:0:0:0:ffff:0102:0304, 1.2.3.4",
    "::ffff:0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "010.0.0.1, 10.0.0.1",
    "fe80::1%7, fe80::1%7",
    "fe80::1%0, fe80::1",
    "2001:db8::1%7, 2001:db8::1",
    "10.0.0.1%7, 10.0.0.1",
  })
  void textIsWrittenByRfc5952(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "%",
        "%1",
        ":",
        ":::",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "1..2.3",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.0x4",
        "1.2.3.0004",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "fe80::1%",
        "fe80::1%eth0",
        "fe80::1%-1",
        "fe80::1%99999999999",
        "fe80::1%1%2",
        "::\u0661",
        "1.2.3.\uff14",
        "localhost",
        "example.org",
        "[::1]",
        "::1/64",
        "1.2.3.4\n",
        "\u0000",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:"
      })
  void whatIsNoAddressIsRefusedByName(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not an IP address: '" + text + "'");
  }

  @Test
  void everyAddressComesBackFromItsTextAndItsBytes() {
    Random random = new Random(20260101);
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = randomAddress(random);
      assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
      assertThat(IpAddress.ofBytes(address.toBytes()).withScope(address.scope()))
          .isEqualTo(address);
    }
  }

  @Test
  void anyTextIsRefusedOrReadsBack() {
    String letters = "0123456789abcdefF::::..%xg-[]/ \u0000\u0661";
    Random random = new Random(2);
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        IpAddress address = IpAddress.parse(text.toString());
        assertThat(IpAddress.parse(address.toString())).as(text.toString()).isEqualTo(address);
        accepted++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining(text.toString());
      }
    }
    assertThat(accepted).isGreaterThan(100);
  }

  @Test
  void textIsAsTheJdkUnderstandsIt() throws UnknownHostException {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      IpAddress address = randomAddress(random).withoutScope();
      InetAddress jdk = InetAddress.getByName(address.toString()); // literals: no lookup
      assertThat(IpAddress.of(jdk)).isEqualTo(address);
    }
  }

  /** Many zero groups, so that gaps of all lengths and places occur. */
  private static IpAddress randomAddress(Random random) {
    if (random.nextInt(4) == 0) {
      return IpAddress.ofV4(random.nextInt());
    }
    long mask = random.nextLong();
    long high = random.nextLong() & spread(mask & 0xf);
    long low = random.nextLong() & spread(mask >>> 4 & 0xf);
    if (random.nextInt(4) == 0) {
      return new IpAddress(0xfe80L << 48 | high >>> 16, low, random.nextInt(1000));
    }
    return IpAddress.ofV6(high, low);
  }

  private static long spread(long bits) {
    long mask = 0;
    for (int i = 0; i < 4; i++) {
      mask |= (bits >>> i & 1) * 0xffffL << 16 * i;
    }
    return mask;
  }

  @Test
  void v4MappedIsTheIpv4Address() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    assertThat(IpAddress.ofBytes(mapped)).isEqualTo(IpAddress.parse("10.0.0.1"));
    assertThat(IpAddress.ofBytes(mapped).toBytes()).containsExactly(10, 0, 0, 1);
  }

  @Test
  void onlyFourOrSixteenBytesAreAnAddress() {
    assertThatThrownBy(() -> IpAddress.ofBytes(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void scopeBelongsToLinkLocalAddressesOnly() {
    assertThat(IpAddress.parse("2001:db8::1").withScope(3).scope()).isZero();
    assertThat(IpAddress.parse("febf::1").withScope(3).scope()).isEqualTo(3);
    assertThat(IpAddress.parse("fec0::1").withScope(3).scope()).isZero();
    assertThat(IpAddress.parse("fe80::1%3").withoutScope()).hasToString("fe80::1");
  }

  @Test
  void jdkScopeIsKept() throws UnknownHostException {
    byte[] bytes = IpAddress.parse("fe80::1").toBytes();
    assertThat(IpAddress.of(Inet6Address.getByAddress(null, bytes, 4))).hasToString("fe80::1%4");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, wildcard", "::, wildcard", "127.0.0.1, loopback", "127.255.255.255, loopback",
    "::1, loopback", "224.0.0.0, multicast", "239.255.255.255, multicast", "ff02::1, multicast",
    "fe80::1, link-local", "10.0.0.1, none", "223.255.255.255, none", "240.0.0.0, none",
    "::2, none", "fe00::1, none", "128.0.0.1, none", "1::, none"
  })
  void kindsOfAddresses(String text, String kind) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.isWildcard()).isEqualTo(kind.equals("wildcard"));
    assertThat(address.isLoopback()).isEqualTo(kind.equals("loopback"));
    assertThat(address.isMulticast()).isEqualTo(kind.equals("multicast"));
    assertThat(address.isLinkLocal()).isEqualTo(kind.equals("link-local"));
  }

  @Test
  void orderIsThatOfTheUnsignedBytes() {
    List<String> ascending =
        List.of("::", "::1", "1.2.3.4", "200.0.0.1", "1::", "fe80::1", "fe80::1%1", "ff02::1");
    List<IpAddress> addresses = new ArrayList<>(ascending.stream().map(IpAddress::parse).toList());
    Collections.shuffle(addresses, new Random(1));
    Collections.sort(addresses);
    assertThat(addresses).extracting(IpAddress::toString).isEqualTo(ascending);
  }
}
