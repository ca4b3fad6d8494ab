package dev.flowtruth.cli.acceptance;

import static dev.flowtruth.cli.acceptance.RightAnswer.AMBIGUOUS;
import static dev.flowtruth.cli.acceptance.RightAnswer.PROCESS;
import static dev.flowtruth.cli.acceptance.RightAnswer.SHARED;
import static dev.flowtruth.cli.acceptance.Scene.Place.CABLE;
import static dev.flowtruth.cli.acceptance.Scene.Place.CABLE_V6;
import static dev.flowtruth.cli.acceptance.Scene.Place.LOOPBACK;
import static dev.flowtruth.cli.acceptance.Scene.Place.LOOPBACK_V6;
import static dev.flowtruth.cli.acceptance.Scene.Place.MAPPED;
import static dev.flowtruth.cli.acceptance.Scene.Place.SILENT;
import static dev.flowtruth.cli.acceptance.Scene.Place.WILDCARD;

import dev.flowtruth.cli.acceptance.Scene.Place;
import java.util.List;
import java.util.Set;

/** What a source that misses nothing must see, each with its right answers. */
final class Scenes {
  /** Whoever opened, accepted, or got the socket and used it. */
  private static final Set<String> ONE = Set.of(PROCESS);

  private Scenes() {}

  static List<Scene> all() {
    return List.of(
        scene("lives of 0 ms", LOOPBACK, "server", "client 30 0"),
        scene("lives of 1 ms", LOOPBACK, "server", "client 30 1"),
        scene("lives of 10 ms", LOOPBACK, "server", "client 30 10"),
        scene("lives of 0 ms, UDP", LOOPBACK, "server-udp", "client-udp 30 0"),
        scene("lives of 1 ms, UDP", LOOPBACK, "server-udp", "client-udp 30 1"),
        scene("lives of 10 ms, UDP", LOOPBACK, "server-udp", "client-udp 30 10"),
        new Scene("refused", LOOPBACK, "", words("refused-client 10 0"), ONE, Set.of("never_seen")),
        new Scene(
            "unanswered", SILENT, "", words("unanswered-client 5 50"), ONE, Set.of("not_local")),
        scene("non-blocking connect", LOOPBACK, "server", "nonblocking-client 10 1"),
        scene("io_uring", LOOPBACK, "uring-server", "client 20 1"),
        scene("accepted and closed unused", LOOPBACK, "deaf-server", "client 20 1"),
        scene("recv without an address", LOOPBACK, "recv-server-udp", "client-udp 20 1"),
        scene("1,000 peers", WILDCARD, "server-udp", "many-peers-client-udp 1000 1"),
        scene("sendmmsg", WILDCARD, "server-udp", "sendmmsg-client-udp 5 1"),
        scene("v4-mapped", MAPPED, "server", "client 20 1"),
        scene("v4-mapped, UDP", MAPPED, "server-udp", "client-udp 20 1"),
        scene("IPv6", LOOPBACK_V6, "server", "client 20 1"),
        scene("IPv6, UDP", LOOPBACK_V6, "server-udp", "client-udp 20 1"),
        scene("two namespaces", CABLE, "server", "client 20 1"),
        scene("two namespaces, IPv6", CABLE_V6, "server", "client 20 1"),
        scene("two namespaces, UDP", CABLE, "server-udp", "client-udp 20 1"),
        scene("exec in the middle", LOOPBACK, "server", "exec-client 6 20"),
        scene("exit without close", LOOPBACK, "server", "vanish-client 100 200"),
        scene("exit without close, UDP", LOOPBACK, "server-udp", "vanish-client-udp 100 200"),
        scene("processes of a millisecond", LOOPBACK, "server", "brief-client 50 0"),
        new Scene(
            "fork", LOOPBACK, "server", words("fork-client 9 5"), Set.of(PROCESS, SHARED), ONE),
        new Scene(
            "fork, UDP",
            LOOPBACK,
            "server-udp",
            words("fork-client-udp 9 5"),
            Set.of(PROCESS, SHARED),
            ONE),
        scene("passed by SCM_RIGHTS", LOOPBACK, "server", "scm-client 9 5"),
        scene("passed by SCM_RIGHTS, UDP", LOOPBACK, "server-udp", "scm-client-udp 9 5"),
        scene("accepted, then passed by SCM_RIGHTS", LOOPBACK, "scm-server", "client 9 5"),
        scene("pre-forked server", LOOPBACK, "prefork", "client 20 1"),
        scene("parent accepts, child serves", LOOPBACK, "fork-server", "client 9 5"),
        scene("parent accepts, child's next program serves", LOOPBACK, "exec-server", "client 9 5"),
        scene("SO_REUSEPORT", LOOPBACK, "reuseport", "client 20 1"),
        new Scene(
            "SO_REUSEPORT, UDP",
            LOOPBACK,
            "reuseport-udp",
            words("client-udp 20 1"),
            ONE,
            Set.of(AMBIGUOUS)),
        scene("one of two copies closed", LOOPBACK, "server", "dup-client 6 50"));
  }

  private static Scene scene(String name, Place place, String server, String client) {
    return new Scene(name, place, server, words(client), ONE, ONE);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
