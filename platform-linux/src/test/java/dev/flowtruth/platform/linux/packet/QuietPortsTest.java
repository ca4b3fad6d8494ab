package dev.flowtruth.platform.linux.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which UDP ports are kept out of sight, and for how long. */
class QuietPortsTest {
  private static final long MILLIS = 1_000_000L;
  private static final long COOKIE = 42;

  private final QuietPorts ports = new QuietPorts(0);

  @Test
  void portThatGoesOnSendingIsKeptOutUntilItsSocketIsClosed() {
    send(5000, COOKIE, 10);
    assertThat(ports.renewal(100 * MILLIS)).containsExactly(5000);
    assertThat(ports.renewal(200 * MILLIS)).as("nothing changed").isNull();
    ports.ended(5000);
    assertThat(ports.renewal(300 * MILLIS)).isEmpty();
  }

  @Test
  void fewPacketsAreNotWorthAFilter() {
    send(5000, COOKIE, 3);
    assertThat(ports.renewal(100 * MILLIS)).isNull();
  }

  @Test
  void filterIsRenewedOnceInAWhileOnly() {
    send(5000, COOKIE, 10);
    assertThat(ports.renewal(100 * MILLIS)).hasSize(1);
    send(5001, COOKIE + 1, 10);
    assertThat(ports.renewal(110 * MILLIS)).isNull();
    assertThat(ports.renewal(160 * MILLIS)).containsExactly(5000, 5001);
  }

  @Test
  void portComesBackIntoSightAfterSomeSeconds() {
    send(5000, COOKIE, 10);
    assertThat(ports.renewal(100 * MILLIS)).hasSize(1);
    assertThat(ports.renewal(11_000 * MILLIS)).isEmpty();
  }

  @Test
  void anotherSocketOnThePortIsCountedAnew() {
    send(5000, COOKIE, 3);
    send(5000, COOKIE + 1, 3);
    assertThat(ports.renewal(100 * MILLIS)).isNull();
  }

  @Test
  void portOfManySocketsIsKeptOutForAWhileToo() {
    for (int i = 0; i < 200; i++) {
      ports.belongs(5000, i, i * 10 * MILLIS / 100);
    }
    assertThat(ports.renewal(100 * MILLIS)).containsExactly(5000);
    assertThat(ports.renewal(1_500 * MILLIS)).isEmpty();
  }

  @Test
  void repeatIsOneOfAKnownSocketAndOfJustNow() {
    assertThat(ports.isRepeat(5000, 0)).isFalse();
    ports.belongs(5000, COOKIE, 0);
    assertThat(ports.isRepeat(5000, MILLIS / 2)).isTrue();
    assertThat(ports.isRepeat(5000, 2 * MILLIS)).isFalse();
    ports.ended(5000);
    assertThat(ports.isRepeat(5000, MILLIS / 2)).isFalse();
  }

  private void send(int port, long cookie, int packets) {
    for (int i = 0; i < packets; i++) {
      ports.belongs(port, cookie, i);
    }
  }
}
