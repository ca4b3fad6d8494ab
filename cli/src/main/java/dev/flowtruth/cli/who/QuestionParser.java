package dev.flowtruth.cli.who;

import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.sockets.Glob;
import dev.flowtruth.core.model.CommunityId;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code who} is asked for: {@code 10.0.0.5:443}, {@code :53/udp}, a 5-tuple, a
 * Community ID, a pid, or a process name, in which {@code *} and {@code ?} are wildcards.
 *
 * <p>Any text can be a process name. What can only be meant as something else and is wrong is a
 * mistake all the same; a process that is really called so is asked for with a wildcard.
 */
final class QuestionParser {
  private static final Pattern COMMUNITY_ID = Pattern.compile("1:[A-Za-z0-9+/]{27}=");
  private static final Pattern MEANT_AS_COMMUNITY_ID = Pattern.compile("1:[^\\s:]*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern PID = Pattern.compile("\\d{1,10}");
  private static final Pattern GLOB = Pattern.compile("(?!\\*:\\d).*[*?].*");

  private QuestionParser() {}

  /**
   * The question behind the words.
   *
   * @throws Failure when they are none; the sentence says what was expected
   */
  static Question parse(String text) {
    if (GLOB.matcher(text).matches()) {
      return ofName(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return ofPid(text);
    }
    if (MEANT_AS_COMMUNITY_ID.matcher(text).matches()) {
      return ofCommunityId(text);
    }
    AskedTuple tuple = tuple(text);
    return tuple == null ? ofName(text) : ofTuple(text, tuple);
  }

  private static @Nullable AskedTuple tuple(String text) {
    try {
      return AskedTuple.parse(text);
    } catch (IllegalArgumentException e) {
      throw Failure.input(
          "'"
              + text
              + "': "
              + e.getMessage()
              + "; an endpoint is written 10.0.0.5:443, [fe80::1]:443 or :53/udp, a flow tcp"
              + " 10.0.0.5:51000 10.0.0.9:443");
    }
  }

  private static Question ofTuple(String text, AskedTuple tuple) {
    AskedEndpoint one = tuple.ends().get(0);
    if (tuple.ends().size() == 1) {
      return new Question(
          "endpoint " + text,
          (socket, own) -> isOf(socket, tuple) && own.owns(socket, one),
          socket -> isOf(socket, tuple) && !socket.isUnconnected() && one.is(socket.peer()));
    }
    return new Question(
        "flow " + text, (socket, own) -> isOf(socket, tuple) && isBetween(socket, own, tuple));
  }

  private static boolean isOf(OpenSocket socket, AskedTuple tuple) {
    Integer protocol = tuple.protocol();
    return protocol == null || !socket.protocol().raw() && socket.protocol().number() == protocol;
  }

  /** Both ends, in either direction; a socket without a peer answers for its own end alone. */
  private static boolean isBetween(OpenSocket socket, OwnAddresses own, AskedTuple tuple) {
    AskedEndpoint one = tuple.ends().get(0);
    AskedEndpoint other = tuple.ends().get(1);
    if (!socket.isUnconnected()) {
      return one.is(socket.local()) && other.is(socket.peer())
          || other.is(socket.local()) && one.is(socket.peer());
    }
    Protocol protocol = socket.protocol();
    boolean mayCarry = !protocol.raw() && !protocol.isConnectionOriented();
    return mayCarry
        && (one.port() != null || !protocol.hasPorts())
        && (own.owns(socket, one) || own.owns(socket, other));
  }

  private static Question ofCommunityId(String text) {
    if (!COMMUNITY_ID.matcher(text).matches()) {
      throw Failure.input(
          "'"
              + text
              + "' is not a Community ID, which is 1: and 28 letters of base64, such as"
              + " 1:wCb3OG7yAFWelaUydu0D+125CLM=");
    }
    return new Question("flow " + text, (socket, own) -> isFlow(text, socket));
  }

  private static boolean isFlow(String id, OpenSocket socket) {
    return socket.protocol().hasPorts()
        && !socket.isUnconnected()
        && CommunityId.isOf(id, socket.protocol(), socket.local(), socket.peer());
  }

  private static Question ofPid(String text) {
    if (!PID.matcher(text).matches()) {
      throw Failure.input("'" + text + "' is not a pid, which has ten digits at most");
    }
    long pid = Long.parseLong(text);
    return new Question("process " + pid, (s, own) -> hasOwner(s, p -> p.pid() == pid));
  }

  private static Question ofName(String text) {
    Glob glob = Glob.of(text);
    return new Question(
        "process '" + text + "'", (s, own) -> hasOwner(s, p -> glob.matches(p.name())));
  }

  private static boolean hasOwner(OpenSocket socket, Predicate<ProcessRef> test) {
    return socket.ownership().owners().stream().anyMatch(owner -> test.test(owner.process()));
  }
}
