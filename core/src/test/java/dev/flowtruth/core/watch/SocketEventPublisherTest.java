package dev.flowtruth.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Back-pressure and loss of the publisher, on an executor that the test runs by hand. */
class SocketEventPublisherTest {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final SocketEventPublisher publisher = new SocketEventPublisher(tasks::add, 4);
  private final Subscriber subscriber = new Subscriber();

  /** Keeps what it got. */
  static final class Subscriber implements Flow.Subscriber<SocketEvent> {
    final List<SocketEvent> got = new ArrayList<>();
    Flow.@Nullable Subscription subscription;
    @Nullable Throwable error;
    boolean isComplete;
    long first = Long.MAX_VALUE;
    @Nullable RuntimeException trouble;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (first > 0) {
        given.request(first);
      }
    }

    @Override
    public void onNext(SocketEvent event) {
      got.add(event);
      if (trouble != null) {
        throw trouble;
      }
    }

    @Override
    public void onError(Throwable cause) {
      error = cause;
    }

    @Override
    public void onComplete() {
      isComplete = true;
    }
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static SocketEvent event(long number) {
    return new Lost("numbered", number, 0, TimeBounds.exact(number));
  }

  private void publish(int from, int to) {
    for (int number = from; number <= to; number++) {
      publisher.onEvent(event(number));
    }
  }

  private static Lost loss(long count, long from, long to) {
    return new Lost("events of a slow subscriber", count, 0, TimeBounds.between(from, to));
  }

  @Test
  void eventsArriveInOrderAndThenTheEnd() {
    publisher.subscribe(subscriber);
    publish(1, 3);
    publisher.close();
    runTasks();
    assertThat(subscriber.got).containsExactly(event(1), event(2), event(3));
    assertThat(subscriber.isComplete).isTrue();
  }

  @Test
  void nothingIsToldBeforeItWasRequested() {
    subscriber.first = 0;
    publisher.subscribe(subscriber);
    publish(1, 3);
    runTasks();
    assertThat(subscriber.got).isEmpty();
    request(2);
    assertThat(subscriber.got).containsExactly(event(1), event(2));
  }

  @Test
  void slowSubscriberIsToldWhatItLostBeforeItGoesOn() {
    subscriber.first = 0;
    publisher.subscribe(subscriber);
    publish(1, 7);
    assertThat(publisher.dropped()).isEqualTo(3);
    runTasks();
    request(2);
    publish(8, 8);
    request(Long.MAX_VALUE);
    assertThat(subscriber.got)
        .containsExactly(event(1), event(2), event(3), event(4), loss(3, 5, 7), event(8));
  }

  @Test
  void eventsGoOnBeingDroppedUntilTheLossHasItsPlace() {
    subscriber.first = 0;
    publisher.subscribe(subscriber);
    publish(1, 5);
    runTasks();
    request(1);
    publish(6, 6); // one place is free, and the loss and an event need two
    request(Long.MAX_VALUE);
    publish(7, 7);
    runTasks();
    assertThat(subscriber.got)
        .containsExactly(event(1), event(2), event(3), event(4), loss(2, 5, 6), event(7));
  }

  @Test
  void lossIsToldAlsoWhenNoEventFollows() {
    subscriber.first = 0;
    publisher.subscribe(subscriber);
    publish(1, 5);
    publisher.close();
    runTasks();
    request(Long.MAX_VALUE);
    assertThat(subscriber.got).last().isEqualTo(loss(1, 5, 5));
    assertThat(subscriber.isComplete).isTrue();
  }

  @Test
  void oneSlowSubscriberCostsTheOthersNothing() {
    Subscriber slow = new Subscriber();
    slow.first = 0;
    publisher.subscribe(slow);
    publisher.subscribe(subscriber);
    for (int number = 1; number <= 100; number++) {
      publish(number, number);
      runTasks();
    }
    assertThat(subscriber.got).hasSize(100).doesNotContain(loss(96, 5, 100));
    assertThat(publisher.dropped()).isEqualTo(96);
  }

  @Test
  void cancelledSubscriberHearsNothingMore() {
    publisher.subscribe(subscriber);
    publish(1, 1);
    runTasks();
    subscription().cancel();
    publish(2, 2);
    publisher.close();
    runTasks();
    assertThat(subscriber.got).containsExactly(event(1));
    assertThat(subscriber.isComplete).isFalse();
  }

  @Test
  void requestOfNothingIsAnError() {
    publisher.subscribe(subscriber);
    runTasks();
    request(0);
    assertThat(subscriber.error).hasMessageContaining("must be positive");
    publish(1, 1);
    runTasks();
    assertThat(subscriber.got).isEmpty();
  }

  @Test
  void requestsAddUpWithoutOverflow() {
    subscriber.first = Long.MAX_VALUE - 1;
    publisher.subscribe(subscriber);
    runTasks();
    request(Long.MAX_VALUE - 1);
    publish(1, 3);
    runTasks();
    assertThat(subscriber.got).hasSize(3);
  }

  @Test
  void subscriberThatThrowsHasCancelled() {
    subscriber.trouble = new IllegalStateException("no");
    publisher.subscribe(subscriber);
    publish(1, 2);
    runTasks();
    publish(3, 3);
    runTasks();
    assertThat(subscriber.got).hasSize(1);
  }

  @Test
  void lateSubscriberOfAClosedPublisherIsCompleted() {
    publisher.close();
    publisher.subscribe(subscriber);
    runTasks();
    assertThat(subscriber.isComplete).isTrue();
  }

  @Test
  void executorThatRefusesEndsTheSubscriptionAndNotTheWatch() {
    SocketEventPublisher refused =
        new SocketEventPublisher(
            task -> {
              throw new RejectedExecutionException("shut down");
            },
            4);
    refused.subscribe(subscriber);
    refused.onEvent(event(1));
    assertThat(subscriber.got).isEmpty();
  }

  @Test
  void bufferForOneIsRefused() {
    assertThatThrownBy(() -> new SocketEventPublisher(tasks::add, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Flow.Subscription subscription() {
    Flow.Subscription given = subscriber.subscription;
    assertThat(given).isNotNull();
    return given;
  }

  private void request(long count) {
    subscription().request(count);
    runTasks();
  }
}
