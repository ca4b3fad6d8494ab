package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of the Community ID specification, version 1. */
class CommunityIdTest {
  private static final String LOW_V4 = "1.2.3.4";
  private static final String HIGH_V4 = "5.6.7.8";
  private static final String LOW_V6 = "fe80:1:203:405:607:809:a0b:c0d";
  private static final String HIGH_V6 = "fe80:1011:1213:1415:1617:1819:1a1b:1c1d";

  @ParameterizedTest
  @CsvSource({
    "0, 6, 1122, 3344, 1:wCb3OG7yAFWelaUydu0D+125CLM=",
    "1, 6, 1122, 3344, 1:HhA1B+6CoLbiKPEs5nhNYN4XWfk=",
    "0, 17, 1122, 3344, 1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg=",
    "0, 132, 1122, 3344, 1:EKt4MsxuyaE6mL+hmrEkQ9csDD8=",
    "0, 1, 8, 0, 1:crodRHL2FEsHjbv3UkRrfbs4bZ0=",
    "0, 1, 11, 0, 1:f/YiSyWqczrTgfUCZlBUnvHRcPk=",
    "0, 46, 1122, 3344, 1:ikv3kmf89luf73WPz1jOs49S768="
  })
  void ipv4Vectors(int seed, int protocol, int sourcePort, int destinationPort, String id) {
    Endpoint source = Endpoint.of(LOW_V4, sourcePort);
    Endpoint destination = Endpoint.of(HIGH_V4, destinationPort);
    assertThat(CommunityId.of(seed, Protocol.of(protocol), source, destination)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"128, 0, 1:0bf7hyMJUwt3fMED7z8LIfRpBeo=", "146, 0, 1:fYC8+pz24E+EhANP1EZhpX0Dw10="})
  void icmp6Vectors(int type, int code, String id) {
    Endpoint source = Endpoint.of(LOW_V6, type);
    Endpoint destination = Endpoint.of(HIGH_V6, code);
    assertThat(CommunityId.of(Protocol.ICMP6, source, destination)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"6", "17", "132", "46"})
  void bothDirectionsHaveOneId(int number) {
    Protocol protocol = Protocol.of(number);
    Endpoint one = Endpoint.of(LOW_V4, 3344);
    Endpoint other = Endpoint.of(HIGH_V4, 1122);
    assertThat(CommunityId.of(protocol, one, other))
        .isEqualTo(CommunityId.of(protocol, other, one));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8, 0",
    "1, 13, 14",
    "1, 15, 16",
    "1, 17, 18",
    "1, 10, 9",
    "58, 128, 129",
    "58, 133, 134",
    "58, 135, 136",
    "58, 130, 131",
    "58, 139, 140",
    "58, 144, 145"
  })
  void icmpRequestAndReplyHaveOneId(int protocol, int request, int reply) {
    String asked =
        CommunityId.of(
            Protocol.of(protocol), Endpoint.of(LOW_V4, request), Endpoint.of(HIGH_V4, 0));
    String answered =
        CommunityId.of(Protocol.of(protocol), Endpoint.of(HIGH_V4, reply), Endpoint.of(LOW_V4, 0));
    assertThat(asked).isEqualTo(answered);
  }

  @Test
  void oneWayIcmpIsNeverTurned() {
    Endpoint one = Endpoint.of(LOW_V4, 11);
    Endpoint other = Endpoint.of(HIGH_V4, 0);
    String there = CommunityId.of(Protocol.ICMP, one, other);
    String back = CommunityId.of(Protocol.ICMP, Endpoint.of(HIGH_V4, 11), Endpoint.of(LOW_V4, 0));
    assertThat(there).isNotEqualTo(back);
  }

  @Test
  void sameAddressesAreOrderedByPort() {
    Endpoint one = Endpoint.of("127.0.0.1", 80);
    Endpoint other = Endpoint.of("127.0.0.1", 40000);
    assertThat(CommunityId.of(Protocol.TCP, one, other))
        .isEqualTo(CommunityId.of(Protocol.TCP, other, one));
  }

  /** The specification names ports for TCP, UDP, SCTP and ICMP only. */
  @Test
  void udpLiteHasNoPortsInTheSpecification() {
    Endpoint other = Endpoint.of(HIGH_V4, 2);
    assertThat(CommunityId.of(Protocol.UDPLITE, Endpoint.of(LOW_V4, 1), other))
        .isEqualTo(CommunityId.of(Protocol.UDPLITE, Endpoint.of(LOW_V4, 9), other));
  }

  @Test
  void v4MappedAddressIsHashedAsIpv4() {
    Endpoint mapped = Endpoint.of("::ffff:1.2.3.4", 1122);
    assertThat(CommunityId.of(Protocol.TCP, mapped, Endpoint.of(HIGH_V4, 3344)))
        .isEqualTo("1:wCb3OG7yAFWelaUydu0D+125CLM=");
  }

  /** 256 and 1 with their bytes swapped are 1 and 256. */
  @Test
  void bothOrdersThatSuricataMayWriteBetweenEqualAddressesAreAccepted() {
    Endpoint one = Endpoint.of(LOW_V4, 256);
    Endpoint other = Endpoint.of(LOW_V4, 1);
    String standard = CommunityId.of(Protocol.TCP, one, other);
    String swapped = "1:qZTM8p7v2GCdz4sssjpxH2DP9+s=";
    assertThat(CommunityId.isOf(standard, Protocol.TCP, one, other)).isTrue();
    assertThat(standard).isNotEqualTo(swapped);
    assertThat(CommunityId.isOf(swapped, Protocol.TCP, one, other)).isTrue();
    assertThat(CommunityId.isOf(swapped, Protocol.TCP, other, one)).isTrue();
    assertThat(CommunityId.isOf(swapped, Protocol.UDP, one, other)).isFalse();
    assertThat(CommunityId.isOf(swapped, Protocol.TCP, one, Endpoint.of(HIGH_V4, 1))).isFalse();
  }
}
