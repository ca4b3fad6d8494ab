package dev.flowtruth.platform.linux.owner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The descriptors that brought sockets lately, latest first. A process that opens and closes in a
 * loop gets the same number from the kernel each time, so the next socket is most likely here.
 */
final class RecentDescriptors {
  private static final int KEPT = 64;

  /** A number of a process, whatever it stands for now. */
  record Place(TrackedProcess process, int number) {}

  private final ArrayDeque<Place> places = new ArrayDeque<>();

  void add(TrackedProcess process, int number) {
    Place place = new Place(process, number);
    places.remove(place);
    places.addFirst(place);
    if (places.size() > KEPT) {
      places.removeLast();
    }
  }

  /** A copy: looking at them changes their order. */
  List<Place> places() {
    removeEnded();
    return List.copyOf(places);
  }

  /** The processes that brought sockets lately, latest first. */
  List<TrackedProcess> processes(int most) {
    removeEnded();
    List<TrackedProcess> processes = new ArrayList<>();
    Iterator<Place> next = places.iterator();
    while (next.hasNext() && processes.size() < most) {
      TrackedProcess process = next.next().process();
      if (!processes.contains(process)) {
        processes.add(process);
      }
    }
    return processes;
  }

  private void removeEnded() {
    places.removeIf(place -> place.process().isGone);
  }
}
