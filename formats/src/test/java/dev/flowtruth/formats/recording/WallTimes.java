package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.AddressChanged;
import dev.flowtruth.core.watch.SocketEvent.Audited;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.Departure;
import dev.flowtruth.core.watch.SocketEvent.EndpointChanged;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Lost;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import dev.flowtruth.core.watch.SocketEvent.TranslationChanged;
import java.util.ArrayList;
import java.util.List;

/** The events that a reader is expected to give: those that were written, on wall-clock time. */
final class WallTimes {
  private ClockReading clock = RandomEvents.START;
  private ClockRead last = wall(RandomEvents.START.wall(), null);

  static List<SocketEvent> of(List<SocketEvent> events) {
    WallTimes times = new WallTimes();
    List<SocketEvent> expected = new ArrayList<>();
    for (SocketEvent event : events) {
      expected.add(times.convert(event));
    }
    return expected;
  }

  private static ClockRead wall(long at, ClockRead previous) {
    return new ClockRead(
        new ClockReading(at, at, at), previous == null ? null : previous.reading());
  }

  private SocketEvent convert(SocketEvent event) {
    if (event instanceof ClockRead e) {
      clock = e.reading();
      last = e.previous() == null ? last : wall(clock.wall(), last);
      return last;
    }
    TimeBounds time = of(event.time());
    if (event instanceof Opened e) {
      return new Opened(e.socket(), time);
    } else if (event instanceof EndpointChanged e) {
      return new EndpointChanged(e.socket(), e.before(), time);
    } else if (event instanceof OwnerChanged e) {
      return new OwnerChanged(e.socket(), e.appeared(), departures(e.gone()), time);
    } else if (event instanceof Closed e) {
      List<Departure> gone = departures(e.departures());
      return new Closed(e.socket(), e.cause(), gone, e.bytesSent(), e.bytesReceived(), time);
    }
    return ofHost(event, time);
  }

  private SocketEvent ofHost(SocketEvent event, TimeBounds time) {
    if (event instanceof AddressChanged e) {
      return new AddressChanged(e.address(), e.present(), time);
    } else if (event instanceof TranslationChanged e) {
      return new TranslationChanged(e.translation(), e.present(), time);
    } else if (event instanceof Lost e) {
      return new Lost(e.what(), e.count(), e.netns(), time);
    } else if (event instanceof Audited e) {
      return new Audited(e.denominator(), e.counted(), e.seen(), time);
    }
    Gap gap = ((GapSeen) event).gap();
    long since = clock.toWall(gap.sinceNanos());
    return new GapSeen(new Gap(gap.what(), gap.why(), gap.reason(), gap.netns(), since), time);
  }

  private List<Departure> departures(List<Departure> gone) {
    return gone.stream().map(d -> new Departure(d.owner(), of(d.time()))).toList();
  }

  private TimeBounds of(TimeBounds time) {
    return new TimeBounds(clock.toWall(time.after()), clock.toWall(time.at()));
  }
}
