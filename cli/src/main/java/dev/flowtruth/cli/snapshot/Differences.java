package dev.flowtruth.cli.snapshot;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.sockets.SocketText;
import dev.flowtruth.core.model.OpenSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * In what the looks of several providers differ. They were taken one after the other, so a socket
 * that came or went in between differs too.
 */
final class Differences {
  private final List<View> views;
  private final Arbiter arbiter;
  private final boolean byInode;
  private final boolean byNamespace;

  Differences(List<View> views, long ownNetns) {
    this.views = views;
    arbiter = new Arbiter(ownNetns);
    this.byInode = views.stream().allMatch(View::hasInodes);
    this.byNamespace = views.stream().allMatch(View::hasNamespaces);
  }

  /** Says each difference to the first provider, and a sum for each pair. */
  void print(Console console) {
    for (View other : views.subList(1, views.size())) {
      List<String> lines = between(views.get(0), other);
      lines.forEach(console::note);
      console.note(
          views.get(0).provider()
              + " saw "
              + views.get(0).sockets().size()
              + " sockets, "
              + other.provider()
              + " "
              + other.sockets().size()
              + ": "
              + (lines.isEmpty()
                  ? "no difference"
                  : lines.size() + " differ" + Arbiter.verdict(views.get(0), other)));
    }
  }

  List<String> between(View first, View second) {
    Map<String, List<OpenSocket>> left = byKey(first);
    Map<String, List<OpenSocket>> right = byKey(second);
    Set<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    List<String> lines = new ArrayList<>();
    for (String key : keys) {
      List<OpenSocket> mine = left.getOrDefault(key, List.of());
      List<OpenSocket> theirs = right.getOrDefault(key, List.of());
      if (mine.size() != theirs.size()) {
        boolean firstHasMore = mine.size() > theirs.size();
        View more = firstHasMore ? first : second;
        View less = firstHasMore ? second : first;
        OpenSocket socket = (firstHasMore ? mine : theirs).get(0);
        int count = Math.abs(mine.size() - theirs.size());
        lines.add(
            "only "
                + more.provider()
                + ": "
                + words(socket)
                + (count > 1 ? " x" + count : "")
                + arbiter.missing(socket, Math.min(mine.size(), theirs.size()), less));
      } else if (!owners(mine).equals(owners(theirs))) {
        lines.add(
            "other owners: "
                + words(mine.get(0))
                + ": "
                + first.provider()
                + " "
                + owners(mine)
                + ", "
                + second.provider()
                + " "
                + owners(theirs)
                + arbiter.owners(first, owners(mine), second, owners(theirs)));
      }
    }
    return lines;
  }

  private Map<String, List<OpenSocket>> byKey(View view) {
    Map<String, List<OpenSocket>> sockets = new HashMap<>();
    for (OpenSocket socket : view.sockets()) {
      sockets.computeIfAbsent(key(socket), k -> new ArrayList<>()).add(socket);
    }
    return sockets;
  }

  private String key(OpenSocket socket) {
    return tuple(socket)
        + (byInode ? " inode " + socket.inode() : "")
        + (byNamespace ? " netns " + socket.netns() : "");
  }

  private static String tuple(OpenSocket socket) {
    return socket.protocol() + " " + SocketText.local(socket) + " " + SocketText.peer(socket);
  }

  private static String words(OpenSocket socket) {
    return tuple(socket) + " " + SocketText.owners(socket.ownership());
  }

  private static Set<String> owners(List<OpenSocket> sockets) {
    return sockets.stream()
        .flatMap(socket -> socket.ownership().owners().stream())
        .map(owner -> SocketText.process(owner.process()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
