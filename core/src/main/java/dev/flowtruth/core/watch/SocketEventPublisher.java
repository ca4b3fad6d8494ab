package dev.flowtruth.core.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The events of a watcher as a {@link Flow.Publisher}, with back-pressure that never reaches the
 * watcher.
 *
 * <p>Each subscriber has a bounded buffer of its own and gets events on the executor, as many as it
 * requested, from its subscription on. While its buffer is full, events are dropped and counted; it
 * is told of them by one {@link SocketEvent.Lost} in their place before it goes on. {@link #close}
 * completes all subscribers after what is in their buffers. Thread-safe.
 */
public final class SocketEventPublisher
    implements SocketListener, Flow.Publisher<SocketEvent>, AutoCloseable {
  /** Buffered events of a subscriber when nothing else was asked for. */
  public static final int DEFAULT_CAPACITY = 4096;

  private final Executor executor;
  private final int capacity;
  private final List<BufferedSubscription> subscriptions = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A publisher on the common pool. */
  public SocketEventPublisher() {
    this(ForkJoinPool.commonPool(), DEFAULT_CAPACITY);
  }

  /**
   * A publisher.
   *
   * @param executor on which subscribers are called
   * @param capacity events that a subscriber may be behind, at least 2
   * @throws IllegalArgumentException when the capacity is less
   */
  public SocketEventPublisher(Executor executor, int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("a buffer needs room for a loss and an event");
    }
    this.executor = executor;
    this.capacity = capacity;
  }

  @Override
  public void onEvent(SocketEvent event) {
    for (BufferedSubscription subscription : subscriptions) {
      subscription.offer(event);
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super SocketEvent> subscriber) {
    BufferedSubscription subscription =
        new BufferedSubscription(subscriber, executor, capacity, subscriptions::remove);
    subscriptions.add(subscription);
    subscription.begin();
    if (closed.get()) {
      subscription.complete();
    }
  }

  /** Events that present subscribers did not get because they were behind. */
  public long dropped() {
    return subscriptions.stream().mapToLong(BufferedSubscription::droppedInAll).sum();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      subscriptions.forEach(BufferedSubscription::complete);
    }
  }
}
