package dev.flowtruth.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionKeyTest {
  @Test
  void bothDirectionsAreOneKey() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      Endpoint one = new Endpoint(IpAddress.ofV4(random.nextInt(4)), random.nextInt(3));
      Endpoint other = new Endpoint(IpAddress.ofV6(random.nextInt(2), 5), random.nextInt(3));
      ConnectionKey there = new ConnectionKey(6, one, other, 1);
      ConnectionKey back = new ConnectionKey(6, other, one, 1);
      assertThat(there).isEqualTo(back).hasSameHashCodeAs(back);
      assertThat(there.lower()).isLessThanOrEqualTo(there.upper());
    }
  }

  @Test
  void protocolAndNamespaceArePartOfIt() {
    Endpoint one = Endpoint.of("10.0.0.1", 1);
    Endpoint other = Endpoint.of("10.0.0.2", 2);
    ConnectionKey key = new ConnectionKey(6, one, other, 1);
    assertThat(key).isNotEqualTo(new ConnectionKey(17, one, other, 1));
    assertThat(key).isNotEqualTo(new ConnectionKey(6, one, other, 2));
  }

  @Test
  void portsStayWithTheirAddress() {
    ConnectionKey key =
        new ConnectionKey(6, Endpoint.of("10.0.0.1", 2), Endpoint.of("10.0.0.2", 1), 0);
    ConnectionKey crossed =
        new ConnectionKey(6, Endpoint.of("10.0.0.1", 1), Endpoint.of("10.0.0.2", 2), 0);
    assertThat(key).isNotEqualTo(crossed);
  }
}
