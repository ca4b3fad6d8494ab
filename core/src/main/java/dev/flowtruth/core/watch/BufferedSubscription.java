package dev.flowtruth.core.watch;

import dev.flowtruth.core.model.TimeBounds;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of a {@link SocketEventPublisher}: its buffer, its demand and its losses.
 *
 * <p>All state is guarded by the lock; the subscriber is called without it, by one task at a time
 * ({@link #isScheduled}). Signals follow the rules of the Reactive Streams specification: serial,
 * never more than requested, nothing after the end.
 */
final class BufferedSubscription implements Flow.Subscription {
  private final Object lock = new Object();
  private final Flow.Subscriber<? super SocketEvent> subscriber;
  private final Executor executor;
  private final int capacity;
  private final Consumer<BufferedSubscription> onEnd;

  private final Queue<SocketEvent> buffer = new ArrayDeque<>();
  private long demand;
  private long dropped;
  private long droppedInAll;
  private long droppedFromNanos;
  private long droppedToNanos;
  private boolean hasBegun;
  private boolean isScheduled;
  private boolean isComplete;
  private boolean isOver;
  private @Nullable Throwable failure;

  BufferedSubscription(
      Flow.Subscriber<? super SocketEvent> subscriber,
      Executor executor,
      int capacity,
      Consumer<BufferedSubscription> onEnd) {
    this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
    this.executor = executor;
    this.capacity = capacity;
    this.onEnd = onEnd;
  }

  void begin() {
    synchronized (lock) {
      schedule();
    }
  }

  void offer(SocketEvent event) {
    synchronized (lock) {
      if (isOver || isComplete) {
        return;
      }
      tellLossIfRoom();
      if (dropped > 0 || buffer.size() == capacity) {
        drop(event);
      } else {
        buffer.add(event);
      }
      schedule();
    }
  }

  void complete() {
    synchronized (lock) {
      isComplete = true;
      schedule();
    }
  }

  long droppedInAll() {
    synchronized (lock) {
      return droppedInAll;
    }
  }

  @Override
  public void request(long count) {
    synchronized (lock) {
      if (count <= 0) {
        failure = new IllegalArgumentException("a request must be positive: " + count);
      } else {
        demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
      }
      schedule();
    }
  }

  @Override
  public void cancel() {
    synchronized (lock) {
      end();
    }
  }

  private void drop(SocketEvent event) {
    if (dropped == 0) {
      droppedFromNanos = event.time().at();
    }
    droppedToNanos = event.time().at();
    dropped++;
    droppedInAll++;
  }

  /** The loss goes where the lost events were: before everything that comes after them. */
  private void tellLossIfRoom() {
    if (dropped > 0 && buffer.size() <= capacity - 2) {
      TimeBounds time = TimeBounds.between(droppedFromNanos, droppedToNanos);
      buffer.add(new SocketEvent.Lost("events of a slow subscriber", dropped, 0, time));
      dropped = 0;
    }
  }

  private void schedule() {
    if (isScheduled || isOver) {
      return;
    }
    isScheduled = true;
    try {
      executor.execute(this::deliver);
    } catch (RejectedExecutionException e) {
      end();
    }
  }

  private void end() {
    isOver = true;
    buffer.clear();
    onEnd.accept(this);
  }

  /** Calls the subscriber until there is nothing more to tell it. */
  private void deliver() {
    try {
      Runnable signal = nextSignal();
      while (signal != null) {
        signal.run();
        signal = nextSignal();
      }
    } catch (RuntimeException e) {
      cancel(); // rule 2.13: a subscriber that throws has cancelled
    }
  }

  private @Nullable Runnable nextSignal() {
    synchronized (lock) {
      Runnable signal = isOver ? null : chooseSignal();
      isScheduled = signal != null;
      return signal;
    }
  }

  private @Nullable Runnable chooseSignal() {
    if (!hasBegun) {
      hasBegun = true;
      return () -> subscriber.onSubscribe(this);
    }
    Throwable broken = failure;
    if (broken != null) {
      end();
      return () -> subscriber.onError(broken);
    }
    tellLossIfRoom();
    if (!buffer.isEmpty()) {
      return demand > 0 ? nextEvent() : null;
    }
    if (isComplete) {
      end();
      return subscriber::onComplete;
    }
    return null;
  }

  private Runnable nextEvent() {
    if (demand != Long.MAX_VALUE) {
      demand--;
    }
    SocketEvent event = buffer.remove();
    return () -> subscriber.onNext(event);
  }
}
