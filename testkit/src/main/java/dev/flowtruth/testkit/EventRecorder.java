package dev.flowtruth.testkit;

import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketListener;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps every event, for assertions, and prints them for people. Thread-safe. */
public final class EventRecorder implements SocketListener {
  private final List<SocketEvent> events = new ArrayList<>();

  /** With no event yet. */
  public EventRecorder() {}

  @Override
  public synchronized void onEvent(SocketEvent event) {
    events.add(event);
  }

  /** All up to now, oldest first. */
  public synchronized List<SocketEvent> events() {
    return List.copyOf(events);
  }

  /** Those of one kind, oldest first. */
  public <T extends SocketEvent> List<T> events(Class<T> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Prints a line for each event, for use while a test is being written. */
  public EventRecorder debug(PrintStream out) {
    out.print(this);
    return this;
  }

  /** A line for each event: kind, bounds of its time, and what it is about. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    events().forEach(event -> text.append(EventText.of(event)).append('\n'));
    return text.toString();
  }
}
